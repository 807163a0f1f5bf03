import { judgeTrustCase } from '../support/judge-trust-case';
import { readTrustCases, type TrustCase } from '../support/trust-cases';
import { type BothForms, type Comparison, compare } from './compared';
import { nearMisses } from './near-misses';

/** Every case whose policy is JSON that another evaluator takes. */
const comparable = readTrustCases().flatMap(({ cases }) => cases.filter(isJson));

describe('iam-simulate agrees on the witnesses of the case table, and on what is close to them', () => {
  it.each(comparable)('$name', (trustCase) => {
    expect(
      comparisons(trustCase).flatMap((each) => (each.kind === 'disagree' ? [each.sentence] : [])),
    ).toEqual([]);
  });

  it('and nearly all of them are compared', () => {
    const all = comparable.flatMap(comparisons);
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter(({ kind }) => kind === 'not-compared').length).toBeLessThan(all.length / 20);
  });
});

function comparisons(trustCase: TrustCase): readonly Comparison[] {
  const { node, inventory } = judgeTrustCase(trustCase);
  const { trust, arn } = node.role;
  if (trust.kind !== 'policy') return [];
  const policy: BothForms = { raw: jsonOf(trustCase), document: trust.document, organization: inventory };
  return node.grants
    .flatMap(({ grant: { call, witness } }) => (witness ? nearMisses({ call, role: arn, ...witness }) : []))
    .map((request) => compare(request, policy));
}

/** An object, or text that holds one, perhaps percent-encoded; a statement that is null breaks the other evaluator. */
function isJson(trustCase: TrustCase): boolean {
  const text = JSON.stringify(jsonOf(trustCase));
  return text !== undefined && !text.includes('[null,');
}

function jsonOf({ policy }: TrustCase): unknown {
  if (typeof policy !== 'string') return policy;
  try {
    return JSON.parse(decodeURIComponent(policy));
  } catch {
    return undefined;
  }
}

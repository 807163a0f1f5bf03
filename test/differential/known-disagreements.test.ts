import { accountIdIn, uniqueIdIn } from '../../lib/model/identifiers';
import type { Principal } from '../../lib/model/principal';
import { assumeCallOf } from '../../lib/policy/request/assume-call-of';
import { ROLE_ARN, WORLD } from '../support/random-trust';
import { documentOf, roleTrusting, trustOf } from '../support/trust-role';
import { compare } from './compared';
import { KNOWN_DISAGREEMENTS, type KnownDisagreement } from './known-disagreements';

const account = accountIdIn('444455556666');
const uniqueId = uniqueIdIn('AROAEXAMPLEROLE00001');
if (!account || !uniqueId) throw new Error('an id is misspelt');

const CALLER: Principal = {
  kind: 'role',
  arn: `arn:aws:iam::${account}:role/ops/Deploy`,
  account,
  uniqueId,
  sessionName: 'deploy-1',
};

describe.each(KNOWN_DISAGREEMENTS)('the known disagreement about $pattern', (row) => {
  it('is there: the example as it stands is answered in two ways', () => {
    expect(compareExample(row, (statement) => statement).kind).toBe('disagree');
  });

  it('is nothing else: in other words, both answer the same', () => {
    expect(compareExample(row, row.say)).toEqual({ kind: 'agree' });
  });
});

function compareExample({ example }: KnownDisagreement, say: KnownDisagreement['say']) {
  const principal = example.caller ?? CALLER;
  const raw = documentOf({
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: 'sts:AssumeRole',
    ...example.statement,
  });
  const context = new Map(
    Object.entries(example.context ?? {}).map(([key, values]) => [key.toLowerCase(), values]),
  );
  const request = { call: assumeCallOf(principal.kind), role: ROLE_ARN, principal, context };
  return compare(request, { raw, document: trustOf(roleTrusting(raw)), organization: WORLD }, say);
}

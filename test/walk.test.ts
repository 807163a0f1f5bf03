/**
 * One role followed from AWS's answer to the line in the report: the walk of lib/README, step by step.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeTier } from '../lib/access/judge-tier';
import { emptyFold, finishFold, foldAssumption } from '../lib/activity/fold-use';
import { parseAssumption } from '../lib/activity/parse-assumption';
import { judgeFindings } from '../lib/findings/judge-findings';
import { buildGraph } from '../lib/graph/build-graph';
import { EMPTY_HISTORY } from '../lib/history/history';
import { roleArnIn } from '../lib/model/arn';
import { principalsByUniqueId } from '../lib/model/inventory';
import { renderTable } from '../lib/outputs/table/render-table';
import { buildPartyBook } from '../lib/parties/party-book';
import { partyOfCaller } from '../lib/parties/resolve-party';
import { evaluateAssumeRequest } from '../lib/policy/request/evaluate-assume-request';
import { readInventory } from '../lib/sources/offline/read-inventory';
import { readTrail } from '../lib/sources/offline/read-trail';
import { judgeTrust } from '../lib/trust/judge-trust';
import { indexResourceControl } from '../lib/trust/resource-control';

const LIB = join(__dirname, '../lib');
const ARN = roleArnIn('arn:aws:iam::111122223333:role/CloudHealthRole');
const asOf = '2026-11-24T00:00:00Z';

it('follows CloudHealthRole from file to finding', async () => {
  const fold = emptyFold();
  const { inventory, trailFiles } = await readInventory([join(LIB, '../examples/organization')]);
  await readTrail(trailFiles, {
    onRecord: (record, { file }) => {
      const assumption = parseAssumption(record, file);
      if (assumption?.kind === 'ok') foldAssumption(fold, assumption.value);
    },
  });
  const role = ARN && inventory.roles.get(ARN);
  if (role?.trust.kind !== 'policy') throw new Error('the example has lost its role');
  expect(role.trust.document.statements).toHaveLength(1);

  const knowledge = { organization: inventory, asOf, principalsByUniqueId: principalsByUniqueId(inventory) };
  const resourceControl = indexResourceControl(inventory)(role);
  expect(resourceControl.kind).toBe('exempt');
  const judgement = judgeTrust(role, { ...knowledge, resourceControl });
  expect(judgement.grants).toMatchObject([
    {
      verdict: 'admits',
      call: 'AssumeRole',
      caller: { kind: 'account', account: '454464851268' },
      guards: [],
    },
  ]);
  const [grant] = judgement.grants;
  if (!grant?.witness) throw new Error('the grant has no witness');

  const request = { call: grant.call, role: role.arn, ...grant.witness };
  expect(evaluateAssumeRequest(request, role.trust.document, inventory)).toMatchObject({
    decision: 'allowed',
  });

  const tier = judgeTier(role, inventory.managedPolicies);
  expect(tier.tier).toBe('metadata');

  const { uses } = finishFold(fold);
  expect(uses.filter((use) => use.role === role.arn)).toMatchObject([{ count: 30, denied: 0 }]);

  const book = buildPartyBook(inventory);
  expect(partyOfCaller(book, grant.caller, role, grant.guards)).toMatchObject({
    party: { name: 'CloudHealth', namedBy: 'catalogue' },
    external: true,
  });

  const graph = buildGraph({
    inventory: { ...inventory, roles: new Map([[role.arn, role]]) },
    judgements: new Map([[role.arn, judgement]]),
    tiers: new Map([[role.arn, tier]]),
    uses: uses.filter((use) => use.role === role.arn),
    book,
    asOf,
  });
  expect(graph.uses).toMatchObject([{ grant: grant.id, permitted: 'by-grant' }]);
  expect(graph.grants).toMatchObject([{ lastUsed: '2026-11-23T02:10:21Z' }]);

  const findings = judgeFindings(graph, EMPTY_HISTORY);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'external-id-missing', subject: role.arn, severity: 'medium' }),
  );

  const report = [...renderTable({ graph, findings }, { width: 100, color: false }, true)].join('');
  expect(report).toContain('CloudHealth can enter role CloudHealthRole without an external id');
});

it('names only files that are there', () => {
  const walk = readFileSync(join(LIB, 'README.md'), 'utf8').split('## One role')[1] ?? '';
  const files = [...walk.matchAll(/`([a-z/-]+\.(?:ts|json))`/g)].map(([, file = '']) => file);
  const paths = files.filter((file) => file.includes('/'));
  expect(paths.length).toBeGreaterThan(12);
  expect(paths.filter((file) => !existsSync(join(LIB, file)))).toEqual([]);
});

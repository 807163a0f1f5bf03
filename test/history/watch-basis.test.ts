import { analyse, judgeInventory } from '../../lib/app/analyse';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { parseBasis, renderBasis } from '../../lib/history/saved-basis';
import { inventoryOf, takeBasis } from '../../lib/history/take-basis';
import type { WatchBasis } from '../../lib/history/watch-basis';
import { readInventory } from '../../lib/sources/offline/read-inventory';
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { indexResourceControl } from '../../lib/trust/resource-control';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';

const AS_OF = '2026-11-24T00:00:00Z';
const SECRET = 'k7-prod-88';
const OUTSIDER = '464622532012';

async function graphOf(roles: readonly object[]): Promise<TrustGraph> {
  const folder = exportFolder({ 'roles.json': { Roles: roles } });
  const { inventory } = await readInventory([folder]);
  return analyse(judgeInventory(inventory, undefined, AS_OF), { uses: [] }, EMPTY_HISTORY).graph;
}

function basisOf(graph: TrustGraph, before?: WatchBasis): WatchBasis {
  const basis = takeBasis(graph, before);
  if (basis === undefined) throw new Error('no basis was taken');
  return basis;
}

const service = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const withSecret = allowAccount(OUTSIDER, { StringEquals: { 'sts:ExternalId': SECRET } });
const names = (basis: WatchBasis) => ({
  open: basis.open.map(({ arn }) => arn.split('/').at(-1)),
  closed: [...basis.closed.keys()].map((arn) => arn.split('/').at(-1)),
});

describe('the watch basis', () => {
  it('has the trust of roles that outsiders may enter, and the names of the others', async () => {
    const graph = await graphOf([
      exportedRole('Vendor', withSecret),
      exportedRole('Own', allowAccount('111122223333')),
      exportedRole('Machine', service),
      exportedRole('Anyone', {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      }),
      exportedRole('Odd', { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Odd: 1 }),
    ]);
    expect(names(basisOf(graph))).toEqual({ open: ['Anyone', 'Odd', 'Vendor'], closed: ['Machine', 'Own'] });
  });

  it('never holds an external id, and judges by it as before', async () => {
    const graph = await graphOf([exportedRole('Vendor', withSecret)]);
    const saved = renderBasis(basisOf(graph));
    expect(saved).not.toContain(SECRET);
    const basis = parseBasis(JSON.parse(saved));
    if (!basis) throw new Error('the basis was not read');
    const { inventory, controlOf } = inventoryOf(basis);
    const knowledge = { organization: inventory, asOf: AS_OF, principalsByUniqueId: new Map() };
    const [judged] = judgeTrusts([...inventory.roles.values()], knowledge, controlOf).values();
    expect(judged?.grants).toMatchObject([
      {
        verdict: 'admits',
        caller: { kind: 'account', account: OUTSIDER },
        guards: [{ kind: 'external-id' }],
      },
    ]);
  });

  it('comes back as it was written', async () => {
    const { inventory } = await readInventory([
      'examples/organization/iam',
      'examples/organization/organizations',
    ]);
    const { graph } = analyse(judgeInventory(inventory, undefined, AS_OF), { uses: [] }, EMPTY_HISTORY);
    const basis = basisOf(graph);
    const again = parseBasis(JSON.parse(renderBasis(basis)));
    expect(again && renderBasis(again)).toBe(renderBasis(basis));
    expect(again?.open.length).toBeGreaterThan(20);
    expect(again?.policies.length).toBeGreaterThan(0);
  });

  it('judges the roles of an organization as the inventory does, policies of the organization included', async () => {
    const { inventory } = await readInventory([
      'examples/organization/iam',
      'examples/organization/organizations',
    ]);
    const judged = judgeInventory(inventory, undefined, AS_OF);
    const basis = basisOf(analyse(judged, { uses: [] }, EMPTY_HISTORY).graph);
    const known = inventoryOf(basis);
    const fromInventory = indexResourceControl(inventory);
    const knowledge = { organization: known.inventory, asOf: AS_OF, principalsByUniqueId: new Map() };
    const again = judgeTrusts([...known.inventory.roles.values()], knowledge, known.controlOf);
    for (const { arn } of basis.open) {
      const [before, after] = [judged.judgements.get(arn), again.get(arn)];
      const shapeOf = (grants: typeof before) =>
        grants?.grants.map(({ caller, call, verdict }) => JSON.stringify([caller, call, verdict])).sort();
      expect(shapeOf(after)).toEqual(shapeOf(before));
      const role = inventory.roles.get(arn);
      expect(role && fromInventory(role).kind).toBe(after?.resourceControl.kind);
    }
  });

  it('keeps what was known of accounts that were not read this time', async () => {
    const first = basisOf(
      await graphOf([exportedRole('Vendor', withSecret), exportedRole('Machine', service)]),
    );
    const elsewhere = JSON.parse(
      JSON.stringify([exportedRole('Other', withSecret)]).replaceAll('111122223333', '444455556666'),
    );
    const second = basisOf(await graphOf(elsewhere), first);
    expect(names(second)).toEqual({ open: ['Vendor', 'Other'], closed: ['Machine'] });
    const third = basisOf(await graphOf([exportedRole('New', withSecret)]), second);
    expect(names(third)).toEqual({ open: ['New', 'Other'], closed: [] });
  });

  it('stays as it was where a run read no roles', async () => {
    const first = basisOf(await graphOf([exportedRole('Vendor', withSecret)]));
    expect(takeBasis(await graphOf([]), first)).toBe(first);
    expect(takeBasis(await graphOf([]))).toBeUndefined();
  });

  it.each([
    ['none', undefined],
    ['of another version', { version: 2 }],
    ['text', 'basis'],
    ['without its roles', { version: 1, policies: [], controls: [], closed: [] }],
  ])('is none where what is saved is %s', (_, saved) => {
    expect(parseBasis(saved)).toBeUndefined();
  });

  it('leaves out a role whose row is damaged', async () => {
    const saved = JSON.parse(
      renderBasis(basisOf(await graphOf([exportedRole('A', withSecret), exportedRole('B', withSecret)]))),
    );
    saved.open[0].trust.statements = 7;
    expect(parseBasis(saved)?.open).toHaveLength(1);
  });
});

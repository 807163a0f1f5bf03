import * as fc from 'fast-check';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { printGrant } from '../../lib/trust/print-grant';
import { coversRequest } from '../support/covers-request';
import { propertyRuns } from '../support/property-runs';
import {
  ENTERED,
  KNOWLEDGE,
  randomControl,
  randomRequest,
  randomStatements,
  WORLD,
} from '../support/random-trust';
import { documentOf, judge, roleTrusting } from '../support/trust-role';

describe('a grant that is printed', () => {
  it('is the same when it is judged again', () => {
    fc.assert(
      fc.property(
        randomStatements,
        fc.option(randomControl),
        fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
        (statements, control, requests) => {
          const resourceControl = { kind: 'in-force' as const, policies: control ? [control] : [] };
          const hasDenies = control !== null || statements.some(({ Effect }) => Effect === 'Deny');
          const role = roleTrusting(documentOf(...statements));
          for (const grant of judgeTrust(role, { ...KNOWLEDGE, resourceControl }).grants) {
            if (!grant.witness) continue;
            const again = judge(printGrant(grant)).grants;
            // what denies leave may be said shorter where all of it is known from the start
            if (!hasDenies) expect(again.map(({ id }) => id)).toEqual([grant.id]);
            const ownRequest = { call: grant.call, ...ENTERED, ...grant.witness };
            for (const request of [ownRequest, ...requests]) {
              const covers = again.some((each) => coversRequest(each, request, WORLD));
              expect(covers).toBe(coversRequest(grant, request, WORLD));
            }
          }
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  const ALLOW = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
  const vpc = (...values: readonly string[]) => ({ StringEquals: { 'aws:SourceVpc': values } });

  it.each<[string, readonly object[], readonly object[]]>([
    ['is an Allow', [ALLOW], [ALLOW]],
    [
      'names the actions that its tags need',
      [
        {
          ...ALLOW,
          Action: 'sts:*',
          Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
        },
      ],
      [
        {
          ...ALLOW,
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: { StringEquals: { 'aws:RequestTag/team': ['red'] } },
        },
      ],
    ],
    [
      'has a Deny for what is refused',
      [ALLOW, { ...ALLOW, Effect: 'Deny', Condition: vpc('vpc-1') }],
      [ALLOW, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: vpc('vpc-1') }],
    ],
    [
      'has a Deny for a second test that one Allow cannot hold',
      [
        { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
        {
          ...ALLOW,
          Effect: 'Deny',
          Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/25' } },
        },
      ],
      [
        { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/25'] } },
        },
      ],
    ],
  ])('%s', (_, statements, printed) => {
    const { grants } = judge(statements);
    expect(grants.map(printGrant)).toEqual([printed]);
    expect(judge(printed).grants.map(({ id }) => id)).toEqual(grants.map(({ id }) => id));
  });
});

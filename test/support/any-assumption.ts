/**
 * Random assumptions with so few different ids, times and values that copies, repetitions and clashes abound.
 */
import * as fc from 'fast-check';
import type { Assumption, AssumptionCaller } from '../../lib/model/assumption';
import { CALLER_ACCOUNT, GITHUB_PROVIDER, OWNER_ACCOUNT, ROLE, SAML_PROVIDER } from './assume-record';

const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);

const anyCaller: fc.Arbitrary<AssumptionCaller> = fc.oneof(
  fc.record({
    kind: fc.constant('aws' as const),
    account: maybe(CALLER_ACCOUNT),
    principalId: maybe('AROAEXAMPLECALLER01', 'AIDAEXAMPLEUSER0001'),
    arn: maybe('arn:aws:iam::111122223333:role/ci/Builder', 'arn:aws:iam::111122223333:user/dana'),
    callerSession: maybe('a', 'b'),
  }),
  fc.record({
    kind: fc.constant('oidc' as const),
    provider: maybe(GITHUB_PROVIDER),
    issuer: fc.constant('token.actions.githubusercontent.com'),
    subject: maybe('repo:acme/app:ref:main', 'repo:acme/app:ref:next', 'repo:evil/app:ref:main'),
  }),
  fc.record({
    kind: fc.constant('saml' as const),
    provider: maybe(SAML_PROVIDER),
    subject: maybe('dana@example.com'),
  }),
  fc.constant<AssumptionCaller>({ kind: 'service', service: 'ec2.amazonaws.com' }),
  fc.constant<AssumptionCaller>({ kind: 'unknown' }),
);

/** One assumption; about half of all pairs have something in common that matters. */
export const anyAssumption: fc.Arbitrary<Assumption> = fc.record({
  eventId: fc.constantFrom('event-1', 'event-2', 'event-3', 'event-4', 'event-5', 'event-6'),
  sharedEventId: maybe('shared-1', 'shared-2'),
  requestId: maybe('request-1', 'request-2'),
  call: fc.constantFrom('AssumeRole' as const, 'AssumeRoleWithSAML' as const, 'AssumeRoot' as const),
  time: fc.constantFrom('2026-10-01T09:00:00Z', '2026-10-01T09:00:01Z', '2026-10-02T09:00:00Z'),
  region: maybe('us-east-1', 'eu-west-1'),
  outcome: fc.constantFrom('success' as const, 'refused' as const),
  role: maybe(ROLE, 'arn:aws:iam::444455556666:role/Other'),
  caller: anyCaller,
  sessionName: maybe('nightly', '__proto__'),
  externalId: fc.constantFrom('sent' as const, 'not-sent' as const, 'unknown' as const),
  network: maybe('203.0.113.7', '198.51.100.9'),
  userAgent: maybe('Boto3/1.43'),
  recipient: maybe(CALLER_ACCOUNT, OWNER_ACCOUNT),
  accessKeyId: maybe('ASIAEXAMPLESESSION1'),
});

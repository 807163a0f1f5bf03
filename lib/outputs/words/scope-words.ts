/**
 * The scope of callers from outside AWS in words: short for a table's cell, in full for an explanation.
 */
import type { Caller } from '../../model/caller';
import type { Guard } from '../../model/guard';
import { scopeOfCaller } from '../../parties/scope-of-caller';
import type { ScopeReading, SubjectScope } from '../../parties/scope-of-subject';

type Words = Readonly<Record<SubjectScope, string>>;

const SUBJECTS: Words = {
  nobody: 'no subject at all',
  exact: 'one subject',
  project: 'one project',
  organization: 'whole organization',
  tenant: 'whole issuer',
  anyone: 'every customer',
};

/** Of an application or pool that anybody may sign up to. */
const APP_USERS: Words = { ...SUBJECTS, organization: 'every user of it' };

const SAML_USERS: Words = {
  ...SUBJECTS,
  exact: 'one user',
  organization: 'some users of it',
  tenant: 'every user of it',
};

const CERTIFICATES: Words = {
  ...SUBJECTS,
  exact: 'one certificate',
  project: 'some certificates',
  organization: 'one authority',
  tenant: 'any authority',
};

/** Two or three words on how many of the party's identities come in; undefined for callers of AWS accounts and services. */
export function describeScope(caller: Caller, guards: readonly Guard[]): string | undefined {
  const reading = scopeOfCaller(caller, guards);
  if (reading === undefined) return undefined;
  // a pattern such as `repo:acme*` is as wide as none, but lets in only names that begin so
  if (reading.lookalike !== undefined) return 'look-alikes too';
  switch (caller.kind) {
    case 'saml':
      return SAML_USERS[reading.scope];
    case 'service':
      return CERTIFICATES[reading.scope];
    case 'web-identity':
      return reading.scope === 'anyone' && reading.tenant !== undefined
        ? 'guests too'
        : APP_USERS[reading.scope];
    default:
      return SUBJECTS[reading.scope];
  }
}

/** The scope's name and what it means here, such as ``scope organization: anything in `acme` ``. */
export function explainScope({ scope, why }: ScopeReading): string {
  return `scope ${scope}: ${why}`;
}

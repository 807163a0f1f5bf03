/**
 * Insiders, and the roles that AWS makes, in words.
 */
import type { Insider } from '../../graph/insider';
import type { MadeRole, RoleMaker } from '../../graph/made-role';

const INSIDERS: Readonly<Record<Insider, string>> = {
  'own-account': 'own account',
  'management-account': 'management account',
  'delegated-administrator': 'delegated administrator',
  sibling: 'sibling account',
  'all-siblings': 'all sibling accounts',
};

/** Which of our own accounts, without its name. */
export function describeInsider(insider: Insider): string {
  return INSIDERS[insider];
}

const MAKERS: Readonly<Record<RoleMaker, string>> = {
  'service-linked': 'service-linked',
  'identity-center': 'Identity Center',
  organizations: 'AWS Organizations',
  'control-tower': 'Control Tower',
  'stack-sets': 'StackSets',
};

/** The maker, for a table's cell. */
export function describeMaker(by: RoleMaker): string {
  return MAKERS[by];
}

const MEANT_FOR: Readonly<Record<NonNullable<MadeRole['meantFor']>, string>> = {
  'management-account': 'the management account',
  'administrator-account': 'an administering account',
};

/** What kind of role it is, as a sentence. A name that anybody can give proves nothing, and the sentence says so. */
export function explainMade({ by, meantFor }: MadeRole): string {
  switch (by) {
    case 'service-linked':
      return 'Service-linked role: AWS wrote its trust, and nobody can change it';
    case 'identity-center':
      return 'Role of IAM Identity Center: its assignments say who enters, and its trust cannot be changed here';
    default: {
      const who = meantFor ? `, for ${MEANT_FOR[meantFor]} to enter` : '';
      return `By its name a role that ${MAKERS[by]} makes${who}; anybody can give a role that name`;
    }
  }
}

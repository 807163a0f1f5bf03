/**
 * When two roles are judged alike: where nothing that judgement looks at tells them apart.
 *
 * A role is looked at for its partition; for its account and tags where a policy speaks of them; and for its name where
 * an external id might be that name. Whatever may be looked at is part of the likeness, so at worst a role is like none.
 */
import { partitionOfArn } from '../model/arn';
import { bindingPolicies, type ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';

/** Gives each role a text that is equal for roles that are judged alike. */
export function roleLikeness(): (role: Role, control: ResourceControl) => string {
  const read = new Map<object, Spoken>();
  const numbers = new Map<string, number>();
  /** `source` is where the policies are from: the same object says the same. */
  const spokenBy = (source: object, policies: unknown): Spoken => {
    const before = read.get(source);
    if (before) return before;
    const text = JSON.stringify(policies);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    const spoken = spokenIn(text, number);
    read.set(source, spoken);
    return spoken;
  };
  return (role, control) => {
    const { arn, trust } = role;
    if (trust.kind === 'unreadable') return arn;
    const byTrust = spokenBy(trust.document, trust.document);
    const byControl = spokenBy(control, bindingPolicies(control));
    const looked = `${lookedAt(role, byTrust)} ${lookedAt(role, byControl)}`;
    return `${partitionOfArn(arn)} ${byTrust.number} ${byControl.number} ${looked}`;
  };
}

/** The text of policies, and what of a role they speak of. */
interface Spoken {
  readonly text: string;
  readonly lower: string;
  /** of the text: equal texts have equal numbers */
  readonly number: number;
  readonly ofArn: boolean;
  readonly ofAccount: boolean;
  readonly ofTags: boolean;
  readonly ofExternalIds: boolean;
}

function spokenIn(text: string, number: number): Spoken {
  return {
    text,
    lower: text.toLowerCase(),
    number,
    ofArn: /"(?:notR|r)esource":(?!\["\*"\])/.test(text),
    // a unique id stands for a principal of any account, perhaps this one
    ofAccount: /resource(?:account|org)|A(?:RO|ID)A/i.test(text),
    ofTags: /resourcetag/i.test(text),
    ofExternalIds: /externalid/i.test(text),
  };
}

/** What the policies may look at of this role. */
function lookedAt({ arn, account, name, tags }: Role, spoken: Spoken): string {
  const { text, lower, ofArn, ofAccount, ofTags, ofExternalIds } = spoken;
  if (ofArn || (ofExternalIds && lower.includes(quoted(name)))) return arn;
  const place = ofAccount || text.includes(account) ? account : '';
  return ofTags ? `${place} ${JSON.stringify(tags && namedTags(tags, lower))}` : place;
}

function namedTags(tags: ReadonlyMap<string, string>, lower: string): readonly (readonly string[])[] {
  return [...tags].filter(([key]) => lower.includes(`resourcetag/${quoted(key)}`));
}

/** As it stands in JSON in lower case. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1).toLowerCase();
}

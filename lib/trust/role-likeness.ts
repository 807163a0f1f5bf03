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
  const spokenBy = new Map<ResourceControl, Spoken>();
  const numbers = new Map<string, number>();
  const ofControl = (control: ResourceControl): Spoken => {
    const before = spokenBy.get(control);
    if (before) return before;
    const spoken = spokenIn(JSON.stringify(bindingPolicies(control)));
    spokenBy.set(control, spoken);
    numbers.set(spoken.text, numbers.get(spoken.text) ?? numbers.size);
    return spoken;
  };
  return (role, control) => {
    const { arn, trust } = role;
    if (trust.kind === 'unreadable') return arn;
    const byControl = ofControl(control);
    const byTrust = spokenIn(JSON.stringify(trust.document));
    const looked = [byTrust, byControl].map((spoken) => lookedAt(role, spoken));
    return `${partitionOfArn(arn)} ${numbers.get(byControl.text)} ${looked.join(' ')} ${byTrust.text}`;
  };
}

/** The text of policies, and what of a role they speak of. */
interface Spoken {
  readonly text: string;
  readonly ofArn: boolean;
  readonly ofAccount: boolean;
  readonly ofTags: boolean;
  readonly ofExternalIds: boolean;
}

function spokenIn(text: string): Spoken {
  return {
    text,
    ofArn: /"(?:notR|r)esource":(?!\["\*"\])/.test(text),
    // a unique id stands for a principal of any account, perhaps this one
    ofAccount: /resource(?:account|org)|A(?:RO|ID)A/i.test(text),
    ofTags: /resourcetag/i.test(text),
    ofExternalIds: /externalid/i.test(text),
  };
}

/** What the policies may look at of this role. */
function lookedAt({ arn, account, name, tags }: Role, spoken: Spoken): string {
  const { text, ofArn, ofAccount, ofTags, ofExternalIds } = spoken;
  if (ofArn || (ofExternalIds && text.toLowerCase().includes(quoted(name)))) return arn;
  const place = ofAccount || text.includes(account) ? account : '';
  return ofTags ? `${place} ${JSON.stringify(tags && namedTags(tags, text))}` : place;
}

function namedTags(tags: ReadonlyMap<string, string>, text: string): readonly (readonly string[])[] {
  const lower = text.toLowerCase();
  return [...tags].filter(([key]) => lower.includes(`resourcetag/${quoted(key)}`));
}

/** As it stands in JSON in lower case. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1).toLowerCase();
}

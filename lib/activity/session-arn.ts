/**
 * A role session's ARN, `arn:aws:sts::111122223333:assumed-role/Name/Session`, which is not its role's ARN.
 */
import { arnIn } from '../model/arn';

export interface SessionArn {
  /** the role's ARN without its path, which a session's ARN does not tell */
  readonly role: string;
  readonly session: string;
}

/** Takes a role session's ARN apart; undefined for every other text. */
export function sessionArnIn(text: string | undefined): SessionArn | undefined {
  const arn = text === undefined ? undefined : arnIn(text);
  const [kind, name, session] = arn?.resource.split('/') ?? [];
  if (arn?.service !== 'sts' || kind !== 'assumed-role' || !name) return undefined;
  return { role: `arn:${arn.partition}:iam::${arn.account}:role/${name}`, session: session ?? '' };
}

/**
 * What names of files and folders say of an export that does not say whose it is.
 *
 * `list-parents` tells a parent and not the child; people put the child's id into the file's name, or into that
 * of the folder around it.
 */
import { type AccountId, accountIdIn } from '../../model/identifiers';

/** Ids in one name, the first of each kind. */
export interface NamedIds {
  readonly account?: AccountId;
  readonly unit?: string;
  readonly root?: string;
  readonly policy?: string;
}

export interface NameHints {
  readonly file: NamedIds;
  readonly folder: NamedIds;
  /** both names in lower case, for words such as `for-target` */
  readonly words: string;
}

const ACCOUNT = /(?<!\d)\d{12}(?!\d)/;
const UNIT = /(?<![a-z0-9])ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}(?![a-z0-9])/;
const ROOT = /(?<![a-z0-9])r-[a-z0-9]{4,32}(?![a-z0-9])/;
const POLICY = /(?<![A-Za-z0-9])p-[A-Za-z0-9]{8,128}/;

/** Reads the last two names of a path with either slash. */
export function nameHints(path: string): NameHints {
  const [file = '', folder = ''] = path.split(/[/\\]/).reverse();
  return { file: idsIn(file), folder: idsIn(folder), words: `${folder}/${file}`.toLowerCase() };
}

/** The id of that kind in the file's name, else in the folder's. */
export function hinted<Kind extends keyof NamedIds>(hints: NameHints, kind: Kind): NamedIds[Kind] {
  return hints.file[kind] ?? hints.folder[kind];
}

function idsIn(name: string): NamedIds {
  const account = accountIdIn(ACCOUNT.exec(name)?.[0]);
  const unit = UNIT.exec(name)?.[0];
  const root = ROOT.exec(name)?.[0];
  const policy = POLICY.exec(name)?.[0];
  return {
    ...(account && { account }),
    ...(unit && { unit }),
    ...(root && { root }),
    ...(policy && { policy }),
  };
}

/** Files so named should have been readable; any other that is not JSON is simply not ours. */
export function isNamedAsJson(path: string): boolean {
  return /\.(?:json|ndjson|jsonl|gz)$/i.test(path);
}

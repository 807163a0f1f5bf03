/**
 * Exports of a small made-up organization, written to a folder that the system throws away.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes each file (text as it is, anything else as JSON) and gives the folder. */
export function exportFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(file, isRaw ? content : JSON.stringify(content));
  }
  return folder;
}

/** A role as `list-roles` prints it, in account 111122223333. */
export function exportedRole(name: string, statement: object | readonly object[]): object {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase().padEnd(17, 'X').slice(0, 17)}`,
    Arn: `arn:aws:iam::111122223333:role/${name}`,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statement },
    MaxSessionDuration: 3600,
  };
}

/** Lets an account in by AssumeRole. */
export function allowAccount(account: string, condition?: object): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  };
}

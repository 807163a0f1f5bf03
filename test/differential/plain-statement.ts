/**
 * A statement of a policy as JSON, with every element as a list, so that the table of known disagreements can say it
 * in other words. Read with none of the parsers in `lib`.
 */
import { z } from 'zod';
import type { AssumeRequest } from '../../lib/model/assume-request';
import type { RequestContext } from '../../lib/policy/request-context';

const list = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])
  .transform((value) => [value].flat().map(String));

const plainStatement = z.looseObject({
  Principal: z.union([z.string(), z.record(z.string(), list)]).optional(),
  Action: list.optional(),
  Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
});

export type PlainStatement = z.output<typeof plainStatement>;

export interface PlainCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a statement is said for. */
export interface Asked {
  readonly request: AssumeRequest;
  readonly context: RequestContext;
}

export type Say = (statement: PlainStatement, asked: Asked) => PlainStatement;

/** Says every statement of a document anew; what is no statement stays as it was. */
export function sayDocument(document: unknown, asked: Asked, say: Say): unknown {
  const parsed = z.looseObject({ Statement: z.unknown() }).safeParse(document);
  if (!parsed.success) return document;
  const statements = [parsed.data.Statement].flat().map((each) => {
    const plain = plainStatement.safeParse(each);
    return plain.success ? say(plain.data, asked) : each;
  });
  return { ...parsed.data, Statement: statements };
}

/** A condition that every request meets, and one that none does. */
export const ALWAYS: PlainCondition = { operator: 'Null', key: 'aws:NoSuchKey', values: ['true'] };
export const NEVER: PlainCondition = { operator: 'Null', key: 'aws:NoSuchKeyEither', values: ['false'] };

/** Changes the values of one type of principal. */
export function sayPrincipals(type: string, change: (value: string, asked: Asked) => string): Say {
  return (statement, asked) => {
    const { Principal } = statement;
    const values = typeof Principal === 'object' ? Principal[type] : undefined;
    if (typeof Principal !== 'object' || !values) return statement;
    return {
      ...statement,
      Principal: { ...Principal, [type]: values.map((value) => change(value, asked)) },
    };
  };
}

/** Changes each condition. */
export function sayConditions(change: (condition: PlainCondition, asked: Asked) => PlainCondition): Say {
  return (statement, asked) => {
    const block: Record<string, Record<string, string[]>> = {};
    for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
      for (const [key, values] of Object.entries(keys)) {
        const said = change({ operator, key, values }, asked);
        block[said.operator] = { ...block[said.operator], [said.key]: [...said.values] };
      }
    }
    return { ...statement, Condition: block };
  };
}

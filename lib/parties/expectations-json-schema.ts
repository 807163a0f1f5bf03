/**
 * The shape of `trust-atlas.yaml` as a JSON Schema, made of the definition that reads it: editors complete and check
 * the file by it while it is written.
 *
 * What needs two places at once is beyond it (an account that two parties claim); the reader finds that alone.
 */
import { z } from 'zod';
import { expectationsSchema } from './expectations-schema';

/**
 * Of draft 2020-12.
 * @param rules ids of all rules: of these severities and suppressions may speak
 */
export function expectationsJsonSchema(rules: readonly string[]): object {
  const ids = rules.map((rule) => rule.replace(/[^a-z0-9-]/g, '')).join('|');
  return {
    title: 'Trust Atlas: expectations',
    ...z.toJSONSchema(expectationsSchema, {
      io: 'input',
      override: ({ jsonSchema, path }) => {
        if (jsonSchema.propertyNames !== undefined) jsonSchema.propertyNames = { enum: [...rules] };
        if (path.at(-1) === 'finding') jsonSchema.pattern = `^(?:[\\da-f]{16}$|(?:${ids})(?:$|:))`;
      },
    }),
  };
}

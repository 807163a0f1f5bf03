/**
 * Puts what is known of the role in place of the variables that name it.
 *
 * Resource control policies compare `aws:PrincipalOrgID` with `${aws:ResourceOrgID}`: for one role that is one
 * organization, and a test of it tells who calls.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Condition, PolicyVersion, Statement } from '../model/policy-document';
import { conditionOperator } from '../policy/condition-operators';
import { contextKey } from '../policy/context-keys';
import type { RequestContext } from '../policy/request-context';
import { hasVariables } from '../policy/variables';
import { escaped } from './constraint';

/**
 * The statement as it reads for a role of these properties, which few statements ask for. A variable without a single
 * value stays.
 */
export function bindRoleVariables(
  statement: Statement,
  version: PolicyVersion,
  propertiesOfRole: () => RequestContext,
): Statement {
  const isOpen = (condition: Condition) => condition.values.some((value) => hasVariables(value, version));
  if (!statement.conditions.some(isOpen)) return statement;
  const properties = propertiesOfRole();
  const conditions = statement.conditions.map((condition) =>
    conditionOperator(condition.operator)?.operator.takesVariables
      ? (turned(condition, properties) ?? {
          ...condition,
          values: condition.values.map((value) => bind(value, properties)),
        })
      : condition,
  );
  return { ...statement, conditions };
}

/**
 * `aws:ResourceOrgID` compared with `${aws:PrincipalOrgID}` alone, turned round: the same demand, on a key of the
 * caller's. `IfExists` asks of the role's key, which is there, so it falls away.
 */
function turned({ operator, key, values }: Condition, properties: RequestContext): Condition | undefined {
  const use = conditionOperator(operator);
  const [property, ...more] = properties.get(key.toLowerCase()) ?? [];
  const [value = '', ...others] = new Set(values);
  const name = others.length === 0 ? ALONE.exec(value)?.[1]?.trim() : undefined;
  if (!use?.operator.name.startsWith('String') || use.set || property === undefined || more.length > 0)
    return undefined;
  if (name === undefined || properties.has(name.toLowerCase()) || contextKey(name).multivalued)
    return undefined;
  return { operator: use.operator.name, key: name, values: [plain(property)] };
}

const ALONE = /^\$\{([^*?$},][^,}]*)\}$/;

/** A variable without a default: braces around one name. */
const VARIABLE = /\$\{([^*?$},][^,}]*)\}/g;

function bind(value: string, properties: RequestContext): string {
  return value.replace(VARIABLE, (variable: string, name: string) => {
    const [text, ...more] = properties.get(name.trim().toLowerCase()) ?? [];
    return text === undefined || more.length > 0 ? variable : plain(text);
  });
}

/** A text whose wildcards and dollar signs stand for themselves. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the policy language's own escape of a wildcard
  return escaped(text).replace(/[*?]/g, '${$&}');
}

/**
 * The statements that bear on an assume request: those of the trust policy, and the denies of the resource control
 * policies that bind the role.
 */
import {
  type PolicyDocument,
  type PolicyVersion,
  type Statement,
  statementName,
} from '../../model/policy-document';
import type { ResourceControlPolicy } from '../../model/resource-control';

export interface StatementInForce {
  readonly statement: Statement;
  /** of the document that it stands in */
  readonly version: PolicyVersion;
  /** name of the resource control policy that it stands in; absent in a trust policy */
  readonly policy?: string;
}

/** The trust policy's own first. An Allow of a resource control policy opens nothing, so it is left out. */
export function statementsInForce(
  trust: PolicyDocument,
  controls: readonly ResourceControlPolicy[],
): readonly StatementInForce[] {
  return [
    ...trust.statements.map((statement) => ({ statement, version: trust.version })),
    ...controls.flatMap(({ name, document }) =>
      document.statements.filter(mayDeny).map((statement) => ({
        statement: { ...statement, effect: 'Deny' as const },
        version: document.version,
        policy: name,
      })),
    ),
  ];
}

/** `statement \`0\`` or `resource control policy \`perimeter\``. */
export function describeSource({
  statement,
  policy,
}: Pick<StatementInForce, 'statement' | 'policy'>): string {
  return policy === undefined
    ? `statement \`${statementName(statement)}\``
    : `resource control policy \`${policy}\``;
}

/** A statement that could not be read may be a Deny: it is kept, and then undecided. */
function mayDeny({ effect, unknown }: Statement): boolean {
  return effect === 'Deny' || unknown.length > 0;
}

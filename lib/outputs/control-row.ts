/**
 * The resource control policies of a role as JSON: which bind it, or why none does.
 */
import type { ResourceControl } from '../model/resource-control';

/**
 * The kind with the policies' ids and names, or with the reason.
 * @param more what else to say of each policy, by its id
 */
export function controlRow(control: ResourceControl, more: (id: string) => object = () => ({})): object {
  return control.kind === 'in-force'
    ? {
        kind: control.kind,
        policies: control.policies.map(({ id, name }) => ({ id, name, ...more(id) })),
      }
    : control;
}

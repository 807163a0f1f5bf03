/**
 * From messages that were taken or refused to the alerts in them.
 */
import type { Outgoing } from '../../findings/alert';
import type { BatchResult } from './send-in-batches';
import type { Delivery } from './sink';

/** The marks of both. */
export function deliveryOf({ taken, refused }: BatchResult<Outgoing>): Delivery {
  return {
    taken: taken.flatMap(({ marks }) => marks),
    refused: refused.map(({ item: { marks }, reason }) => ({ marks, reason })),
  };
}

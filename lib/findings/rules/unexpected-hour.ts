/**
 * Rule: a party came at hours when it never comes.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises } from '../surprise-hits';

export const unexpectedHour: Rule = {
  id: 'unexpected-hour',
  title: 'An outside party came at a new time of the day',
  severity:
    'Against a declaration at least medium. Else low alone, more where other things were new that day.',
  means:
    'Calls came outside the declared hours; or, without any, in hours in which this party was not seen, nor in those beside them, while it was learnt. All hours of one part of the day (six hours, UTC) are one finding.',
  matters: 'Whoever does not want to be met comes at night, or on the first day of the holidays.',
  fix: 'Ask the party whether a job was moved. Look at what the sessions of these hours did.',
  fine: 'For repairs at night, and for jobs that were moved. Of parties that come around the clock nothing is said.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    hitsOfSurprises('hour', graph, context, {
      say: (party, role, news) => `${party} used ${role} at ${news}`,
      declare: ({ exact }) => `hours that hold ${exact.join(', ')}`,
    }),
};

/**
 * Rule: a party came from a network that is not its own, as far as was agreed or seen.
 */
import { UNDECIDED } from '../find-news';
import type { Rule } from '../rule';
import { hitsOfSurprises, yamlList } from '../surprise-hits';

export const unexpectedNetwork: Rule = {
  id: 'unexpected-network',
  title: 'An outside party came from a new network',
  severity:
    'Against a declaration at least medium. Else low or medium alone, high where other things were new that day; info where its networks keep changing, the new one has a usual owner, or nobody tells the owner that was agreed.',
  means:
    'Calls came from a /24 (of IPv6 a /48), or through a service of AWS, that the declaration does not list; or, without one, that this party did not use for this role while it was learnt.',
  matters:
    'Access that was stolen is used from where the thief sits. A new network is often the first thing that differs.',
  fix: 'Ask the party for its networks. Declare them under `expect`, and put them into the trust as a condition on aws:SourceIp.',
  fine: 'When the party moved or grew, and says so. An address database (`--asn-db`) tells whose the network is.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    hitsOfSurprises('network', graph, context, {
      say: (party, role, news) =>
        news === UNDECIDED
          ? `Whether ${party} may use ${role} from there is unknown`
          : `${party} used ${role} from new ${news}`,
      declare: ({ value }) => yamlList('networks', [value]),
    }),
};

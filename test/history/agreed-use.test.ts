import { agentFamily } from '../../lib/activity/agent-family';
import { agreementOn } from '../../lib/history/agreed-use';

describe('an agreement on user agents', () => {
  const PLAIN = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.1';
  const KALI = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9 source/x86_64.kali.2026';

  it.each<[string, readonly string[] | undefined, string, string]>([
    ['a tool by its pattern', ['aws-cli/*'], PLAIN, 'met'],
    ['the tool on a system for breaking in', ['aws-cli/*'], KALI, 'broken'],
    ['that system where it was meant', ['aws-cli/*kali*'], KALI, 'met'],
    ['another tool', ['Boto3/*'], PLAIN, 'broken'],
    ['that system where nothing was agreed', undefined, KALI, 'open'],
  ])('judges %s', (_, userAgents, agent, expected) => {
    const seen = { value: agentFamily(agent), exact: [agent] };
    expect(agreementOn(userAgents ? { userAgents } : {}, 'agent', seen, {})).toBe(expected);
  });
});

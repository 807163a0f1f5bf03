import { BEFORE, type Call, CUTOFF_DAY, daily, fieldOf } from '../../support/proposed';

const names = (...calls: readonly Call[]) => fieldOf('sessionNames', calls);
const agents = (...calls: readonly Call[]) => fieldOf('userAgents', calls);

/** One call a day, each under a name of its own. */
const under = (nameOf: (day: number) => string) => BEFORE.map((day) => ({ day, sessionName: nameOf(day) }));
const by = (agentOf: (day: number) => string) => BEFORE.map((day) => ({ day, userAgent: agentOf(day) }));

describe('session names', () => {
  it.each<[string, (day: number) => string, string]>([
    ['a name that stays', () => 'DatadogAWSIntegration', 'DatadogAWSIntegration'],
    ['names that count', (day) => `scan-${1000 + day}`, 'scan-*'],
    ['ids behind a word', (day) => `run-a${day}b${day}`, 'run-*'],
    ['people of one company', (day) => `dana${day}@example.com`, '*@example.com'],
  ])('of %s become a pattern', (_, nameOf, pattern) => {
    expect(names(...under(nameOf))).toEqual({ kept: [pattern], held: [] });
  });

  it('that are ids alone are left to what is usual', () => {
    expect(names(...under((day) => `${day}a${day * 7}b`))?.kept).toEqual([]);
  });

  it('are held back where their shape is new in the last week', () => {
    expect(names(...daily(BEFORE), { day: CUTOFF_DAY, sessionName: 'botocore-session-1' })).toEqual({
      kept: ['DatadogAWSIntegration'],
      held: ['botocore-session-1'],
    });
  });

  it('are no pattern that what is held back would match', () => {
    const field = names(...under((day) => `scan-${day}`), { day: CUTOFF_DAY, sessionName: 'scan-evil' });
    expect(field).toEqual({ kept: [], held: expect.arrayContaining(['scan-evil']) });
  });

  it('are told one by one where a pattern would match what is held back', () => {
    const calls = BEFORE.map((day) => ({ day, sessionName: `scan-${day % 2}` }));
    expect(names(...calls, { day: CUTOFF_DAY, sessionName: 'scan-evil' })).toEqual({
      kept: ['scan-0', 'scan-1'],
      held: ['scan-evil'],
    });
  });

  it('hold wildcards of an outsider for no pattern', () => {
    expect(
      names(...under(() => 'Night*'), { day: CUTOFF_DAY, sessionName: 'NightOfTheHunter' })?.kept,
    ).toEqual([]);
  });
});

describe('user agents', () => {
  it.each<[string, (day: number) => string, string]>([
    ['versions of one program', (day) => `Boto3/1.${day} Python/3.12`, 'Boto3/*'],
    [
      'a partner in front',
      (day) => `APN/1.0 HashiCorp/1.0 Terraform/1.${day}`,
      'APN/1.0 HashiCorp/1.0 Terraform/*',
    ],
    ['a partner with versions', (day) => `APN/1.${day} HashiCorp/1.0 Terraform/1.5`, '*Terraform/*'],
    ['a console', (day) => `[S3Console/0.${day}, aws-internal/3]`, '[S3Console/*'],
    ['a browser', (day) => `Mozilla/5.${day} (X11)`, 'Mozilla/*'],
    ['a name without a version', () => 'Datadog', 'Datadog'],
  ])('of %s become a pattern', (_, agentOf, pattern) => {
    expect(agents(...by(agentOf))).toEqual({ kept: [pattern], held: [] });
  });

  it('are no pattern that what is held back would match', () => {
    const usual = by(() => 'aws-cli/2.1 Linux/5.10');
    const kali = { day: CUTOFF_DAY, userAgent: 'aws-cli/2.1 Linux/6.6-kali' };
    expect(agents(...usual, { ...kali, userAgent: 'aws-cli/2.1 Linux/6.6 kali' })).toEqual({
      kept: ['aws-cli/2.1 Linux/5.10'],
      held: ['aws-cli/2.1 Linux/6.6 kali'],
    });
  });
});

/**
 * Agent families: which program made a call, whatever its version and the machine it ran on.
 *
 * A user agent is free text that the caller chooses, so a usual one proves nothing; an unusual one is worth a look.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-app-id.html
 */

/** Distributions made for breaking in; who uses one says so in the user agent of AWS's own tools. */
const ATTACK_SYSTEM = /\b(kali|parrot|pentoo|blackarch)\b/i;

/** Written before the program's own name by those who are asked to name their partner. */
const PREAMBLE = /^(?:apn|exec-env|hashicorp)$/i;

const LONGEST = 60;
const LONGEST_READ = 1_000;

/** Such as `Boto3`, `Terraform`, `browser`, `aws-cli on kali`; a host of an AWS service is its own family. */
export function agentFamily(userAgent: string): string {
  const read = userAgent.slice(0, LONGEST_READ);
  const name = programIn(read).slice(0, LONGEST);
  const system = attackSystemIn(read);
  return system ? `${name} on ${system}` : name;
}

/** Such as `kali`; undefined where the text, at its beginning, names none. */
export function attackSystemIn(userAgent: string): string | undefined {
  return ATTACK_SYSTEM.exec(userAgent.slice(0, LONGEST_READ))?.[0].toLowerCase();
}

/** `Boto3/1.34.2 …` or `[S3Console/0.4, …]`: words, each a program with its version behind a slash. */
function programIn(userAgent: string): string {
  const names = userAgent
    .split(/[\s[\]();,]+/)
    .map((word) => word.split('/', 1)[0] ?? '')
    .filter((name) => name !== '');
  const name = names.find((each) => !PREAMBLE.test(each)) ?? names[0] ?? 'none';
  return /^mozilla$/i.test(name) ? 'browser' : name;
}

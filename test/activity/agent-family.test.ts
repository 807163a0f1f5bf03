import { agentFamily } from '../../lib/activity/agent-family';

describe('agentFamily', () => {
  it.each([
    ['Boto3/1.34.2 md/Botocore#1.34.2 ua/2.0 os/linux', 'Boto3'],
    ['aws-cli/2.15.30 Python/3.11.8 Linux/6.1', 'aws-cli'],
    ['aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-amd64 source/x86_64.kali.2026 prompt/off', 'aws-cli on kali'],
    ['[S3Console/0.4, aws-internal/3]', 'S3Console'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io)', 'Terraform'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'browser'],
    ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
    ['AWS Internal', 'AWS'],
    ['', 'none'],
    ['///', 'none'],
    ['APN/1.0', 'APN'],
    ['=cmd|calc', '=cmd|calc'],
  ])('names the program of `%s`', (userAgent, family) => {
    expect(agentFamily(userAgent)).toBe(family);
  });

  it('is short, however long the user agent', () => {
    expect(agentFamily('x'.repeat(100_000)).length).toBeLessThanOrEqual(80);
  });
});

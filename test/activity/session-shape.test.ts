import { sessionShape } from '../../lib/activity/session-shape';

describe('sessionShape', () => {
  it.each([
    ['DatadogAWSIntegration', 'DatadogAWSIntegration'],
    ['scan-1700000000', 'scan-#'],
    ['scan-1800000000', 'scan-#'],
    ['botocore-session-1732530000', 'botocore-session-#'],
    ['i-0abc123def4567890', 'i-*'],
    ['worker7', 'worker#'],
    ['jane.doe@example.com', '*@example.com'],
    ['4f1c2a9e-8b1d-4c55-9f0e-0a1b2c3d4e5f', '*'],
    ['job_2026-11-25_run', 'job_*_run'],
    ['', ''],
  ])('of `%s` is `%s`', (name, shape) => {
    expect(sessionShape(name)).toBe(shape);
  });

  it('tells a name that nobody used before from the usual ones', () => {
    expect(sessionShape('maintenance')).not.toBe(sessionShape('scan-1700000000'));
  });
});

/**
 * The environment that sends the SDK to a server on loopback, with credentials that are none.
 */

/** Variables for a child process, or for `process.env`. */
export function awsEnvironment(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Sets them for the calling test file, and takes them back after each test. */
export function useAwsEnvironment(): (endpoint: string) => void {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(awsEnvironment(''))) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
  return (endpoint) => {
    Object.assign(process.env, awsEnvironment(endpoint));
  };
}

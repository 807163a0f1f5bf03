/**
 * A record of the made-up trail as text with gaps, its keys in the order in which CloudTrail writes them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import type { Call } from './trail-calls';

/** What a record says beside its call. */
export interface Surroundings {
  readonly userIdentity: object;
  /** calls into other accounts, and by services, carry one */
  readonly isShared?: boolean;
  /** through an endpoint in its own network */
  readonly usesEndpoint?: boolean;
}

export function recordText(call: Call, { userIdentity, isShared, usesEndpoint }: Surroundings): string {
  const isService = 'invokedBy' in userIdentity;
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity,
    eventTime: '<time>',
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: '<region>',
    sourceIPAddress: '<address>',
    userAgent: '<agent>',
    ...(call.error && { errorCode: call.error.code, errorMessage: call.error.message }),
    requestParameters: call.request,
    responseElements: call.response ?? null,
    ...(call.extra && { additionalEventData: call.extra }),
    requestID: '<uuid>',
    eventID: '<uuid>',
    readOnly: call.writes !== true,
    ...(call.resources && { resources: call.resources }),
    eventType: 'AwsApiCall',
    managementEvent: call.isDataEvent !== true,
    recipientAccountId: '<account>',
    ...(isShared && { sharedEventID: '<uuid>' }),
    ...(usesEndpoint && { vpcEndpointId: 'vpce-0a1b2c3d4e5f60718', vpcEndpointAccountId: '<account>' }),
    eventCategory: call.isDataEvent ? 'Data' : 'Management',
    ...(!isService && {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader:
          call.service === 's3'
            ? '<bucket>.s3.<region>.amazonaws.com'
            : `${call.service}.<region>.amazonaws.com`,
      },
    }),
  });
}

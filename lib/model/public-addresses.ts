/**
 * Public addresses: from which ranges nobody reaches a public endpoint of AWS.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */

/**
 * In order of their first address: private and shared networks, the machine itself, one cable, many receivers. The
 * ranges for documentation are not among them, since policies use them as examples.
 */
export const NOT_PUBLIC: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/3',
  '4000::/2',
  '8000::/1',
];

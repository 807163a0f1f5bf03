/**
 * Meridian Freight: the made-up company. Its organization, units and accounts, and who comes from outside.
 *
 * The vendors' account ids are the real, published ones, so that the catalogue can name them. Nothing that
 * happens here happened to any of them.
 */

export const ORGANIZATION = 'o-exampleorg1';
export const ROOT = 'r-mf01';

/** Main region; IAM and the global STS endpoint are logged in `GLOBAL`. */
export const HOME = 'eu-west-1';
export const GLOBAL = 'us-east-1';

export const UNITS = [
  { id: 'ou-mf01-security1', name: 'Security', parent: ROOT },
  { id: 'ou-mf01-infrastr', name: 'Infrastructure', parent: ROOT },
  { id: 'ou-mf01-workload', name: 'Workloads', parent: ROOT },
  { id: 'ou-mf01-wkldprod', name: 'Prod', parent: 'ou-mf01-workload' },
  { id: 'ou-mf01-wklddev1', name: 'Dev', parent: 'ou-mf01-workload' },
  { id: 'ou-mf01-sandbox1', name: 'Sandbox', parent: ROOT },
];

/** Accounts by the short name that the rest of this example uses. */
export const ACCOUNT = {
  management: '111122223333',
  security: '222233334444',
  logs: '333344445555',
  network: '444455556666',
  tooling: '555566667777',
  prodApps: '666677778888',
  prodData: '777788889999',
  prodEdge: '012345678901',
  devApps: '888899990000',
  devData: '123123123123',
  sandbox: '246824682468',
  acquired: '135713571357',
};

export const ACCOUNTS = [
  { id: ACCOUNT.management, name: 'meridian-management', parent: ROOT },
  { id: ACCOUNT.security, name: 'meridian-security', parent: 'ou-mf01-security1' },
  { id: ACCOUNT.logs, name: 'meridian-log-archive', parent: 'ou-mf01-security1' },
  { id: ACCOUNT.network, name: 'meridian-network', parent: 'ou-mf01-infrastr' },
  { id: ACCOUNT.tooling, name: 'meridian-tooling', parent: 'ou-mf01-infrastr' },
  { id: ACCOUNT.prodApps, name: 'meridian-prod-apps', parent: 'ou-mf01-wkldprod' },
  { id: ACCOUNT.prodData, name: 'meridian-prod-data', parent: 'ou-mf01-wkldprod' },
  { id: ACCOUNT.prodEdge, name: 'meridian-prod-edge', parent: 'ou-mf01-wkldprod' },
  { id: ACCOUNT.devApps, name: 'meridian-dev-apps', parent: 'ou-mf01-wklddev1' },
  { id: ACCOUNT.devData, name: 'meridian-dev-data', parent: 'ou-mf01-wklddev1' },
  { id: ACCOUNT.sandbox, name: 'meridian-sandbox', parent: 'ou-mf01-sandbox1' },
  { id: ACCOUNT.acquired, name: 'harborline-acquired', parent: 'ou-mf01-sandbox1', suspended: true },
];

/** Ids of all accounts: the suspended one's IAM was exported before it was closed to everybody. */
export const ACCOUNT_IDS = ACCOUNTS.map((account) => account.id);

/** Everybody who is not Meridian Freight. */
export const OUTSIDER = {
  datadog: '464622532012',
  cloudHealth: '454464851268',
  qubole: '805246085872',
  lacework: '434813966438',
  hycu: '787223699828',
  spacelift: '324880187172',
  /** a contractor whose project ended in spring; no catalogue knows the account */
  contractor: '999900001111',
  /** a carrier that collected freight rates until November */
  carrier: '987600001234',
  /** somebody who found the public intake role */
  stranger: '976500004321',
};

/**
 * The tenant and project in an OIDC subject: what stays the same while branches, environments, workspaces and
 * runs vary. Use is folded by it.
 *
 * Subjects of AWS's record are as the provider made them, so the shape decides, not the issuer: self-hosted
 * providers write the same shapes as their vendors.
 */

/** Shapes by provider; the first group, or else the whole match, is tenant and project. */
const SHAPES: readonly RegExp[] = [
  /^project_path:([^:]+)/, // GitLab
  /^system:serviceaccount:[^:]+:[^:]+/, // Kubernetes, EKS among it
  /^organization:[^:]+(?::(?:project|pipeline):[^:]+)?/, // Terraform, Buildkite
  /^owner:[^:]+(?::project:[^:]+)?/, // Vercel
  /^pulumi:[^:]+:org:[^:]+/,
  /^org\/[^/]+(?:\/project\/[^/]+)?/, // CircleCI
  /^\{[^}]+\}/, // Bitbucket: the repository; what follows is new with every step
];

/** `repo:ORG/REPO:…`, and since July 2026 `repo:ORG@ID/REPO@ID:…`, which is the same repository. */
const GITHUB = /^repo:([^/:@]+)(?:@\d+)?\/([^/:@]+)(?:@\d+)?(?::|$)/;

/** Tenant and project of one subject; for a shape that nobody told us, its first two parts between colons. */
export function tenantOfSubject(subject: string): string {
  const [, owner, repository] = GITHUB.exec(subject) ?? [];
  if (owner !== undefined) return `${owner}/${repository}`;

  for (const shape of SHAPES) {
    const match = shape.exec(subject);
    if (match) return match[1] ?? match[0];
  }
  return subject.split(':', 2).join(':');
}

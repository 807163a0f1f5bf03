/**
 * Escalation methods: actions by which a role can give itself, or take over, more rights than it was given.
 *
 * A row holds when the role may do every action of `needs`. `iam:PassRole` counts only where the roles that may be
 * passed are left open: with one exact role named, the passed role's own worth decides.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */

/** One row: what it needs and what it gains. */
export interface EscalationMethod {
  /** exact action names */
  readonly needs: readonly string[];
  /** completes the sentence "can …" */
  readonly gain: string;
  /** holds only on every resource: on fewer, the worth of what is reached decides, which is not known here */
  readonly everywhere?: true;
}

/** Hands a role to a service; judged apart from the other actions of a row. */
export const PASS_ROLE = 'iam:PassRole';

/** The table. */
export const ESCALATION_METHODS: readonly EscalationMethod[] = [
  { needs: ['iam:PutRolePolicy'], gain: "write a role's policies, its own included" },
  { needs: ['iam:AttachRolePolicy'], gain: 'attach any managed policy to a role' },
  { needs: ['iam:PutUserPolicy'], gain: "write a user's policies" },
  { needs: ['iam:AttachUserPolicy'], gain: 'attach any managed policy to a user' },
  { needs: ['iam:PutGroupPolicy'], gain: "write a group's policies" },
  { needs: ['iam:AttachGroupPolicy'], gain: 'attach any managed policy to a group' },
  { needs: ['iam:AddUserToGroup'], gain: 'put users into stronger groups' },
  { needs: ['iam:CreatePolicyVersion'], gain: 'rewrite managed policies' },
  { needs: ['iam:SetDefaultPolicyVersion'], gain: 'bring back older, wider versions of managed policies' },
  { needs: ['iam:UpdateAssumeRolePolicy'], gain: 'open stronger roles to itself' },
  { needs: ['iam:CreateAccessKey'], gain: 'make access keys for other users' },
  { needs: ['iam:CreateLoginProfile'], gain: 'give other users a console password' },
  { needs: ['iam:UpdateLoginProfile'], gain: "reset other users' console passwords" },
  { needs: ['iam:DeleteRolePermissionsBoundary'], gain: "take off a role's permissions boundary" },
  { needs: ['iam:PutRolePermissionsBoundary'], gain: "widen a role's permissions boundary" },
  { needs: ['iam:UpdateSAMLProvider'], gain: 'sign in as anybody through a SAML provider of its own making' },
  { needs: [PASS_ROLE, 'ec2:RunInstances'], gain: 'start a machine with a stronger role' },
  { needs: [PASS_ROLE, 'ec2:AssociateIamInstanceProfile'], gain: 'give a running machine a stronger role' },
  { needs: [PASS_ROLE, 'lambda:CreateFunction'], gain: 'create a function with a stronger role' },
  { needs: [PASS_ROLE, 'lambda:UpdateFunctionConfiguration'], gain: 'give a function a stronger role' },
  { needs: [PASS_ROLE, 'ecs:RunTask'], gain: 'run a container with a stronger role' },
  { needs: [PASS_ROLE, 'ecs:CreateService'], gain: 'run a container service with a stronger role' },
  { needs: [PASS_ROLE, 'cloudformation:CreateStack'], gain: 'deploy a stack with a stronger role' },
  { needs: [PASS_ROLE, 'cloudformation:UpdateStack'], gain: 'change a stack with a stronger role' },
  { needs: [PASS_ROLE, 'glue:CreateJob'], gain: 'create a Glue job with a stronger role' },
  { needs: [PASS_ROLE, 'glue:UpdateJob'], gain: 'give a Glue job a stronger role' },
  { needs: [PASS_ROLE, 'glue:CreateDevEndpoint'], gain: 'open a Glue endpoint with a stronger role' },
  { needs: [PASS_ROLE, 'sagemaker:CreateNotebookInstance'], gain: 'open a notebook with a stronger role' },
  { needs: [PASS_ROLE, 'sagemaker:CreateProcessingJob'], gain: 'run a processing job with a stronger role' },
  { needs: [PASS_ROLE, 'sagemaker:CreateTrainingJob'], gain: 'run a training job with a stronger role' },
  { needs: [PASS_ROLE, 'codebuild:CreateProject'], gain: 'create a build with a stronger role' },
  { needs: [PASS_ROLE, 'codebuild:UpdateProject'], gain: 'give a build a stronger role' },
  { needs: [PASS_ROLE, 'codepipeline:CreatePipeline'], gain: 'create a pipeline with a stronger role' },
  {
    needs: [PASS_ROLE, 'datapipeline:PutPipelineDefinition'],
    gain: 'run a data pipeline as a stronger role',
  },
  { needs: [PASS_ROLE, 'elasticmapreduce:RunJobFlow'], gain: 'start a cluster with a stronger role' },
  { needs: [PASS_ROLE, 'states:CreateStateMachine'], gain: 'create a workflow with a stronger role' },
  { needs: [PASS_ROLE, 'scheduler:CreateSchedule'], gain: 'schedule calls under a stronger role' },
  { needs: [PASS_ROLE, 'ssm:StartAutomationExecution'], gain: 'run an automation under a stronger role' },
  { needs: [PASS_ROLE, 'eks:CreatePodIdentityAssociation'], gain: 'give a pod a stronger role' },
  { needs: [PASS_ROLE, 'rolesanywhere:CreateProfile'], gain: 'enter a stronger role by certificate' },
  {
    needs: ['lambda:UpdateFunctionCode'],
    gain: "run code of its own as any function's role",
    everywhere: true,
  },
  { needs: ['ssm:SendCommand'], gain: "run commands as any managed machine's role", everywhere: true },
  { needs: ['ssm:StartSession'], gain: "open a shell with any managed machine's role", everywhere: true },
  { needs: ['ecs:ExecuteCommand'], gain: "open a shell with any container's role", everywhere: true },
  { needs: ['sts:AssumeRoot'], gain: 'become root of member accounts', everywhere: true },
  { needs: ['sso:CreateAccountAssignment'], gain: 'assign itself any permission set', everywhere: true },
  {
    needs: ['sso:AttachManagedPolicyToPermissionSet'],
    gain: 'attach any managed policy to a permission set',
    everywhere: true,
  },
  {
    needs: ['sso:PutInlinePolicyToPermissionSet'],
    gain: "write a permission set's policy",
    everywhere: true,
  },
];

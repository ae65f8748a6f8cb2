module "controller" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name   = "controller"
  oidc_providers = {
    main = {
      provider_arn               = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.example/id/1"
      namespace_service_accounts = ["kube-system:controller"]
    }
  }
  policies = { logs = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }
}
#= module.controller.aws_iam_role_policy_attachment.additional["logs"].policy_arn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"
#= module.controller.data.aws_iam_policy_document.assume[0].statement[0].condition[0].variable = "oidc.eks.example/id/1:sub"
#= module.controller.data.aws_iam_policy_document.assume[0].statement[0].condition[0].values = ["system:serviceaccount:kube-system:controller"]

module "deploy" {
  source             = "terraform-aws-modules/iam/aws//modules/iam-role"
  version            = "~> 6.0"
  name               = "deploy"
  enable_github_oidc = true
  oidc_subjects      = ["shop/infrastructure:ref:refs/heads/main"]
  policies           = { admin = "arn:aws:iam::aws:policy/AdministratorAccess" }
}
#= module.deploy.data.aws_iam_policy_document.this[0].statement[0].condition[0].values = ["repo:shop/infrastructure:ref:refs/heads/main"]
#= 1 module.deploy.aws_iam_role_policy_attachment.this

module "five" {
  source    = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version   = "5.60.0"
  role_name = "five"
  oidc_providers = {
    main = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/x", namespace_service_accounts = ["a:b"] }
  }
}
#= module.five.aws_iam_role.this[0].name = "five"
#= module.five.data.aws_iam_policy_document.this[0].statement[0].principals[0].identifiers = ["arn:aws:iam::123456789012:oidc-provider/x"]

module "operator" {
  source              = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version             = "~> 5.0"
  create_role         = true
  trusted_role_arns   = ["arn:aws:iam::123456789012:root"]
  attach_admin_policy = true
}
#= module.operator.aws_iam_role_policy_attachment.admin[0].policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"

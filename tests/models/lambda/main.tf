resource "aws_subnet" "private" {}

module "newest" {
  source                 = "terraform-aws-modules/lambda/aws"
  function_name          = "report"
  vpc_subnet_ids         = [aws_subnet.private.id]
  vpc_security_group_ids = ["sg-0a1b2c3d"]
}
#= module.newest.aws_lambda_function.this[0].vpc_config[0].subnet_ids[0] -> aws_subnet.private.id
#= 0 module.newest.aws_lambda_function_url.this

module "layer" {
  source       = "terraform-aws-modules/lambda/aws"
  create_layer = true
}
#= 0 module.layer.aws_lambda_function.this

module "granted" {
  source                   = "terraform-aws-modules/lambda/aws"
  version                  = "8.0.0"
  function_name            = "export"
  trusted_entities         = ["events.amazonaws.com", { type = "AWS", identifiers = ["arn:aws:iam::123456789012:root"] }]
  attach_policy_json       = true
  policy_json              = "{}"
  attach_policies          = true
  number_of_policies       = 1
  policies                 = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  attach_policy_statements = true
  policy_statements        = { all = { effect = "Allow", actions = ["s3:*"], resources = ["*"] } }
}
#= module.granted.aws_iam_role_policy.additional_json[0].policy = "{}"
#= module.granted.aws_iam_role_policy_attachment.additional_many[0].policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
#= module.granted.data.aws_iam_policy_document.additional_inline[0].statement[0].actions[0] = "s3:*"
#= module.granted.data.aws_iam_policy_document.assume_role[0].statement[0].principals[0].identifiers[0] = "events.amazonaws.com"
#= module.granted.data.aws_iam_policy_document.assume_role[0].statement[0].principals[1].type = "AWS"

# Up to version 7 what a call grants is a policy of its own.
module "three" {
  source             = "terraform-aws-modules/lambda/aws"
  version            = "~> 3.0"
  function_name      = "export"
  attach_policy_json = true
  policy_json        = "{}"
}
#= module.three.aws_iam_policy.additional_json[0].policy = "{}"
#= module.three.aws_iam_role_policy_attachment.additional_json[0].policy_arn -> module.three.aws_iam_policy.additional_json[0].arn

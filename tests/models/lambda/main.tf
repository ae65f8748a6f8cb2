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

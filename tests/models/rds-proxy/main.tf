resource "aws_subnet" "data" {
  count = 2
}

module "newest" {
  source                 = "terraform-aws-modules/rds-proxy/aws"
  name                   = "orders"
  engine_family          = "POSTGRESQL"
  vpc_subnet_ids         = aws_subnet.data[*].id
  vpc_security_group_ids = ["sg-0a1b2c3d"]
  auth                   = { app = { secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app" } }
}
#= module.newest.aws_db_proxy.this[0].vpc_subnet_ids[0] -> aws_subnet.data[0].id
#= module.newest.aws_db_proxy.this[0].vpc_security_group_ids[0] = "sg-0a1b2c3d"

# Up to version 2 whether there is one is asked by another name.
module "none" {
  source       = "terraform-aws-modules/rds-proxy/aws"
  version      = "2.1.2"
  create_proxy = false
}
#= 0 module.none.aws_db_proxy.this
#= 0 module.none.aws_iam_role.this

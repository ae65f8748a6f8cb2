resource "aws_subnet" "private" {}

module "newest" {
  source        = "terraform-aws-modules/efs/aws"
  mount_targets = { eu-west-1a = { subnet_id = aws_subnet.private.id } }
}
#= module.newest.aws_efs_mount_target.this["eu-west-1a"].subnet_id -> aws_subnet.private.id

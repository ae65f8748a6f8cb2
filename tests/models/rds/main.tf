resource "aws_subnet" "data" {
  count = 2
}

module "newest" {
  source                  = "terraform-aws-modules/rds/aws"
  identifier              = "shop"
  engine                  = "postgres"
  multi_az                = true
  create_db_subnet_group  = true
  subnet_ids              = aws_subnet.data[*].id
  backup_retention_period = 35
}
#= module.newest.module.db_instance.aws_db_instance.this[0].multi_az = true
#= module.newest.module.db_instance.aws_db_instance.this[0].publicly_accessible = false
#= module.newest.module.db_instance.aws_db_instance.this[0].storage_encrypted = true
#= module.newest.module.db_instance.aws_db_instance.this[0].copy_tags_to_snapshot = true
#= module.newest.module.db_instance.aws_db_instance.this[0].backup_retention_period = 35
#= module.newest.module.db_instance.aws_db_instance.this[0].db_subnet_group_name -> module.newest.module.db_subnet_group.aws_db_subnet_group.this[0].id
#= module.newest.module.db_subnet_group.aws_db_subnet_group.this[0].subnet_ids[1] -> aws_subnet.data[1].id

module "copies" {
  source                 = "terraform-aws-modules/rds/aws//modules/db_instance_automated_backups_replication"
  source_db_instance_arn = module.newest.db_instance_arn
}
#= module.copies.aws_db_instance_automated_backups_replication.this[0].source_db_instance_arn -> module.newest.module.db_instance.aws_db_instance.this[0].arn
#= module.copies.aws_db_instance_automated_backups_replication.this[0].retention_period = 7

module "replica" {
  source               = "terraform-aws-modules/rds/aws"
  version              = "~> 6.0"
  identifier           = "replica"
  engine               = "postgres"
  replicate_source_db  = module.newest.db_instance_identifier
  db_subnet_group_name = "data"
}
#= module.replica.module.db_instance.aws_db_instance.this[0].engine = null
#= module.replica.module.db_instance.aws_db_instance.this[0].backup_retention_period = null
#= module.replica.module.db_instance.aws_db_instance.this[0].db_subnet_group_name = "data"
#= module.replica.module.db_instance.aws_db_instance.this[0].copy_tags_to_snapshot = false

module "three" {
  source     = "terraform-aws-modules/rds/aws"
  version    = "3.5.0"
  identifier = "old"
}
#= module.three.module.db_instance.aws_db_instance.this[0].storage_encrypted = false
#= 1 module.three.module.db_subnet_group.aws_db_subnet_group.this

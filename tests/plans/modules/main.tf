variable "region" {
  default = "eu-west-1"
}

variable "zones" {
  default = ["eu-west-1a", "eu-west-1b"]
}

variable "days" {
  default = 35
}

variable "nodes" {
  default = 2
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "global"
  region = "us-east-1"
}

module "network" {
  source = "./network"
  zones  = var.zones
}

resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = module.network.subnets
}

resource "aws_rds_cluster" "db" {
  cluster_identifier          = "db"
  engine                      = "aurora-postgresql"
  db_subnet_group_name        = aws_db_subnet_group.db.name
  backup_retention_period     = var.days
  master_username             = "root"
  manage_master_user_password = true
  storage_encrypted           = true
}

resource "aws_rds_cluster_instance" "db" {
  count              = var.nodes
  identifier         = "db-${count.index}"
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
  cluster_identifier = aws_rds_cluster.db.id
}

resource "aws_acm_certificate" "ui" {
  provider          = aws.global
  domain_name       = "ui.example.com"
  validation_method = "DNS"
}

resource "aws_wafv2_web_acl" "ui" {
  provider = aws.global
  name     = "ui"
  scope    = "CLOUDFRONT"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "ui"
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudfront_distribution" "ui" {
  enabled    = true
  aliases    = ["ui.example.com"]
  web_acl_id = aws_wafv2_web_acl.ui.arn

  origin {
    domain_name = "api.example.com"
    origin_id   = "api"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "api"
    viewer_protocol_policy = "redirect-to-https"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate.ui.arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_lb" "api" {
  name               = "api"
  load_balancer_type = "application"
  internal           = false
  subnets            = module.network.subnets
}

resource "aws_lb" "queue" {
  name               = "queue"
  load_balancer_type = "network"
  internal           = true
  subnets            = module.network.subnets
}

resource "aws_budgets_budget" "cost" {
  name         = "cost"
  budget_type  = "COST"
  limit_amount = "1000.0"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
}

output "subnets" {
  value = module.network.subnets
}

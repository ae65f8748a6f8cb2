variable "region" {
  default = "eu-west-1"
}

variable "zones" {
  default = ["eu-west-1a", "eu-west-1b"]
}

variable "days" {
  default = 7
}

variable "nodes" {
  default = 1
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "global"
  region = "us-east-1"
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = var.zones[count.index]
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.100.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = aws_subnet.private[*].id
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
  domain_name       = "ui.example.com"
  validation_method = "DNS"
}

resource "aws_cloudfront_distribution" "ui" {
  enabled = true
  aliases = ["ui.example.com"]

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
  subnets            = aws_subnet.private[*].id
}

resource "aws_lb" "queue" {
  name               = "queue"
  load_balancer_type = "network"
  internal           = false
  subnets            = aws_subnet.private[*].id
}

output "subnets" {
  value = aws_subnet.private[*].id
}

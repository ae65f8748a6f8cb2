resource "aws_vpc" "c@" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "c@" {
  vpc_id = aws_vpc.c@.id
}

resource "aws_subnet" "public@" {
  for_each          = { a = 0, b = 1, c = 2 }
  vpc_id            = aws_vpc.c@.id
  cidr_block        = cidrsubnet(aws_vpc.c@.cidr_block, 4, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_subnet" "private@" {
  for_each          = { a = 4, b = 5, c = 6 }
  vpc_id            = aws_vpc.c@.id
  cidr_block        = cidrsubnet(aws_vpc.c@.cidr_block, 4, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_eip" "c@" {
  domain = "vpc"
}

resource "aws_nat_gateway" "c@" {
  allocation_id = aws_eip.c@.id
  subnet_id     = aws_subnet.public@["a"].id
}

resource "aws_route_table" "public@" {
  vpc_id = aws_vpc.c@.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.c@.id
  }
}

resource "aws_route_table" "private@" {
  vpc_id = aws_vpc.c@.id
}

resource "aws_route" "private@" {
  route_table_id         = aws_route_table.private@.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.c@.id
}

resource "aws_route_table_association" "public@" {
  for_each       = aws_subnet.public@
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public@.id
}

resource "aws_route_table_association" "private@" {
  for_each       = aws_subnet.private@
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private@.id
}

# Rules of security groups in their three forms.
resource "aws_security_group" "balancer@" {
  vpc_id = aws_vpc.c@.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "nodes@" {
  vpc_id = aws_vpc.c@.id
}

resource "aws_security_group_rule" "nodes@" {
  type                     = "ingress"
  security_group_id        = aws_security_group.nodes@.id
  source_security_group_id = aws_security_group.balancer@.id
  from_port                = 8080
  to_port                  = 8080
  protocol                 = "tcp"
}

resource "aws_security_group" "database@" {
  vpc_id = aws_vpc.c@.id
}

resource "aws_vpc_security_group_ingress_rule" "database@" {
  security_group_id            = aws_security_group.database@.id
  referenced_security_group_id = aws_security_group.nodes@.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_lb" "c@" {
  name               = "api-@"
  load_balancer_type = "application"
  internal           = false
  subnets            = [for subnet in aws_subnet.public@ : subnet.id]
  security_groups    = [aws_security_group.balancer@.id]
}

resource "aws_lb_target_group" "c@" {
  name     = "api-@"
  vpc_id   = aws_vpc.c@.id
  port     = 8080
  protocol = "HTTP"
}

resource "aws_lb_listener" "http@" {
  load_balancer_arn = aws_lb.c@.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https@" {
  load_balancer_arn = aws_lb.c@.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.c@.arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.c@.arn
  }
}

resource "aws_lb_listener_rule" "c@" {
  listener_arn = aws_lb_listener.https@.arn

  condition {
    path_pattern {
      values = ["/healthz"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.c@.arn
  }
}

resource "aws_acm_certificate" "c@" {
  domain_name       = "api-@.example.com"
  validation_method = "DNS"
}

resource "aws_wafv2_web_acl" "c@" {
  name  = "api-@"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "api-@"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "c@" {
  resource_arn = aws_lb.c@.arn
  web_acl_arn  = aws_wafv2_web_acl.c@.arn
}

resource "aws_db_subnet_group" "c@" {
  name       = "db-@"
  subnet_ids = [for subnet in aws_subnet.private@ : subnet.id]
}

resource "aws_rds_cluster" "c@" {
  cluster_identifier      = "db-@"
  engine                  = "aurora-postgresql"
  db_subnet_group_name    = aws_db_subnet_group.c@.name
  vpc_security_group_ids  = [aws_security_group.database@.id]
  backup_retention_period = @days
  storage_encrypted       = true
}

resource "aws_rds_cluster_instance" "c@" {
  count              = 2
  cluster_identifier = aws_rds_cluster.c@.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}

resource "aws_eks_cluster" "c@" {
  name     = "cluster-@"
  role_arn = aws_iam_role.c@.arn

  vpc_config {
    subnet_ids              = [for subnet in aws_subnet.private@ : subnet.id]
    endpoint_public_access  = false
    endpoint_private_access = true
  }
}

resource "aws_eks_node_group" "c@" {
  cluster_name    = aws_eks_cluster.c@.name
  node_group_name = "general"
  node_role_arn   = aws_iam_role.c@.arn
  subnet_ids      = [for subnet in aws_subnet.private@ : subnet.id]

  scaling_config {
    min_size     = 3
    desired_size = 3
    max_size     = 9
  }
}

resource "aws_iam_role" "c@" {
  name               = "role-@"
  assume_role_policy = data.aws_iam_policy_document.trust@.json
}

data "aws_iam_policy_document" "trust@" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "c@" {
  name   = "policy-@"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${aws_s3_bucket.ui@.arn}/*"] }] })
}

resource "aws_iam_role_policy_attachment" "c@" {
  role       = aws_iam_role.c@.name
  policy_arn = aws_iam_policy.c@.arn
}

resource "aws_s3_bucket" "ui@" {
  bucket = "ui-@"
}

resource "aws_s3_bucket_versioning" "ui@" {
  bucket = aws_s3_bucket.ui@.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "ui@" {
  bucket                  = aws_s3_bucket.ui@.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "ui@" {
  bucket = aws_s3_bucket.ui@.id
  policy = data.aws_iam_policy_document.ui@.json
}

data "aws_iam_policy_document" "ui@" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.ui@.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.c@.arn]
    }
  }
}

resource "aws_cloudfront_origin_access_control" "c@" {
  name                              = "ui-@"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_acm_certificate" "ui@" {
  provider          = aws.global
  domain_name       = "ui-@.example.com"
  validation_method = "DNS"
}

resource "aws_wafv2_web_acl" "ui@" {
  provider = aws.global
  name     = "ui-@"
  scope    = "CLOUDFRONT"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "ui-@"
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudfront_distribution" "c@" {
  enabled             = true
  default_root_object = "index.html"
  aliases             = ["ui-@.example.com"]
  web_acl_id          = aws_wafv2_web_acl.ui@.arn

  origin {
    origin_id                = "ui"
    domain_name              = aws_s3_bucket.ui@.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.c@.id
  }

  default_cache_behavior {
    target_origin_id       = "ui"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn = aws_acm_certificate.ui@.arn
    ssl_support_method  = "sni-only"
  }
}

resource "aws_cloudwatch_metric_alarm" "c@" {
  for_each = { cpu = "CPUUtilization", memory = "FreeableMemory" }

  alarm_name          = "db-@-${each.key}"
  namespace           = "AWS/RDS"
  metric_name         = each.value
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.c@.id }
}

resource "aws_cloudwatch_dashboard" "c@" {
  dashboard_name = "db-@"
  dashboard_body = jsonencode({
    widgets = [{ type = "metric", properties = { metrics = [["AWS/RDS", "FreeLocalStorage"]] } }]
  })
}

resource "aws_budgets_budget" "c@" {
  name         = "budget-@"
  budget_type  = "COST"
  limit_amount = "100"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    notification_type          = "ACTUAL"
    subscriber_email_addresses = ["team@@example.com"]
  }
}

resource "aws_backup_plan" "c@" {
  name = "plan-@"

  rule {
    rule_name         = "daily"
    target_vault_name = "vault"
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = 35
    }
  }
}

resource "aws_backup_selection" "c@" {
  name         = "selection-@"
  plan_id      = aws_backup_plan.c@.id
  iam_role_arn = aws_iam_role.c@.arn
  resources    = [aws_rds_cluster.c@.arn]
}

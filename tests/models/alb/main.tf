resource "aws_acm_certificate" "api" {}
resource "aws_wafv2_web_acl" "edge" {}
resource "aws_subnet" "public" {
  count = 2
}

module "newest" {
  source  = "terraform-aws-modules/alb/aws"
  subnets = aws_subnet.public[*].id
  vpc_id  = "vpc-1"

  associate_web_acl = true
  web_acl_arn       = aws_wafv2_web_acl.edge.arn
  access_logs       = { bucket = "logs" }

  security_group_ingress_rules = {
    https = {
      from_port = 443
      to_port   = 443
      cidr_ipv4 = "0.0.0.0/0"
    }
  }
  listeners = {
    http = {
      redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" }
    }
    https = {
      port            = 443
      protocol        = "HTTPS"
      certificate_arn = aws_acm_certificate.api.arn
      forward         = { target_group_key = "api" }
      rules = {
        old = {
          priority   = 1
          actions    = [{ redirect = { path = "/new", status_code = "HTTP_302" } }]
          conditions = [{ path_pattern = { values = ["/old"] } }]
        }
        new = {
          actions    = [{ forward = { target_group_key = "api" } }]
          conditions = [{ host_header = { values = ["shop.example"] } }]
        }
      }
    }
  }
  target_groups = {
    api = {
      port         = 8080
      target_type  = "ip"
      health_check = { path = "/healthz" }

      create_attachment = false
    }
  }
}
#= module.newest.aws_lb.this[0].internal = null
#= module.newest.aws_lb.this[0].enable_deletion_protection = true
#= module.newest.aws_lb.this[0].drop_invalid_header_fields = true
#= module.newest.aws_lb.this[0].access_logs[0].enabled = true
#= module.newest.aws_lb.this[0].subnets[1] -> aws_subnet.public[1].id
#= module.newest.aws_lb.this[0].security_groups[0] -> module.newest.aws_security_group.this[0].id
#= module.newest.aws_wafv2_web_acl_association.this[0].resource_arn -> module.newest.aws_lb.this[0].arn
#= module.newest.aws_wafv2_web_acl_association.this[0].web_acl_arn -> aws_wafv2_web_acl.edge.arn
#= module.newest.aws_lb_listener.this["http"].port = 80
#= module.newest.aws_lb_listener.this["http"].protocol = "HTTP"
#= module.newest.aws_lb_listener.this["http"].default_action[0].type = "redirect"
#= module.newest.aws_lb_listener.this["http"].default_action[0].redirect[0].protocol = "HTTPS"
#= module.newest.aws_lb_listener.this["https"].ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
#= module.newest.aws_lb_listener.this["https"].certificate_arn -> aws_acm_certificate.api.arn
#= module.newest.aws_lb_listener.this["https"].default_action[0].target_group_arn -> module.newest.aws_lb_target_group.this["api"].arn
#= module.newest.aws_lb_listener_rule.this["https/old"].action[0].redirect[0].path = "/new"
#= module.newest.aws_lb_listener_rule.this["https/new"].action[0].target_group_arn -> module.newest.aws_lb_target_group.this["api"].arn
#= module.newest.aws_lb_target_group.this["api"].health_check[0].path = "/healthz"
#= 0 module.newest.aws_lb_target_group_attachment.this
#= module.newest.aws_vpc_security_group_ingress_rule.this["https"].ip_protocol = "tcp"

# Since version 9 the ACL alone does not attach it.
module "unattached" {
  source      = "terraform-aws-modules/alb/aws"
  version     = "~> 9.0"
  web_acl_arn = aws_wafv2_web_acl.edge.arn
  listeners = {
    https = {
      protocol = "HTTPS"
      rules = {
        old = { actions = [{ type = "fixed-response", content_type = "text/plain", status_code = 404 }] }
      }
    }
  }
}
#= 0 module.unattached.aws_wafv2_web_acl_association.this
#= module.unattached.aws_lb_listener.this["https"].ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
#= module.unattached.aws_lb_listener_rule.this["https/old"].action[0].type = "fixed-response"

module "eight" {
  source      = "terraform-aws-modules/alb/aws"
  version     = "8.7.0"
  web_acl_arn = aws_wafv2_web_acl.edge.arn
  http_tcp_listeners = [{
    port        = 80
    protocol    = "HTTP"
    action_type = "redirect"
    redirect    = { protocol = "HTTPS", status_code = "HTTP_301" }
  }]
  https_listeners = [{ port = 443, certificate_arn = aws_acm_certificate.api.arn }]
  target_groups   = [{ backend_port = 8080, backend_protocol = "http" }]
}
#= module.eight.aws_lb.this[0].enable_deletion_protection = false
#= 1 module.eight.aws_wafv2_web_acl_association.this
#= module.eight.aws_lb_listener.frontend_http_tcp[0].default_action[0].type = "redirect"
#= module.eight.aws_lb_listener.frontend_https[0].ssl_policy = "ELBSecurityPolicy-2016-08"
#= module.eight.aws_lb_listener.frontend_https[0].default_action[0].target_group_arn -> module.eight.aws_lb_target_group.main[0].arn
#= module.eight.aws_lb_target_group.main[0].protocol = "HTTP"

# A Network Load Balancer gets no security group of its own in version 8.
module "network" {
  source             = "terraform-aws-modules/alb/aws"
  version            = "8.7.0"
  load_balancer_type = "network"
}
#= 0 module.network.aws_security_group.this

# Before version 8 a call cannot attach a web ACL.
module "unguarded" {
  source      = "terraform-aws-modules/alb/aws"
  version     = "~> 7.0"
  web_acl_arn = aws_wafv2_web_acl.edge.arn
}
#= 0 module.unguarded.aws_wafv2_web_acl_association.this

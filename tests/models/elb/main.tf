resource "aws_subnet" "public" {}

module "newest" {
  source          = "terraform-aws-modules/elb/aws"
  subnets         = [aws_subnet.public.id]
  security_groups = ["sg-0a1b2c3d"]
  listener = [{
    instance_port     = "80"
    instance_protocol = "HTTP"
    lb_port           = "443"
    lb_protocol       = "HTTPS"
  }]
  health_check        = { target = "HTTP:80/" }
  number_of_instances = 1
  instances           = ["i-0a1b2c3d"]
}
#= module.newest.module.elb.aws_elb.this[0].subnets[0] -> aws_subnet.public.id
#= module.newest.module.elb.aws_elb.this[0].internal = false
#= module.newest.module.elb.aws_elb.this[0].listener[0].lb_protocol = "HTTPS"
#= module.newest.module.elb_attachment.aws_elb_attachment.this[0].elb -> module.newest.module.elb.aws_elb.this[0].id

rule "cloudfront-cert-in-us-east-1" {
  code     = "EDGE-012"
  clause   = "4"
  severity = "high"
  title    = "The certificate of a CloudFront distribution is in us-east-1"

  why = <<-EOT
    CloudFront takes ACM certificates of us-east-1 only. With one of another region the
    distribution cannot be created, and the UI has no address of its own.
  EOT

  fix = <<-EOT
    Request the certificate in us-east-1: region = "us-east-1" (AWS provider 6 and later), or a
    provider alias of that region. The certificate is made anew.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  ]

  resource = ["aws_cloudfront_distribution", "aws_cloudfront_multitenant_distribution"]
  when     = certificate(self) != null
  assert   = region(certificate(self)) == "us-east-1"
  at       = self.viewer_certificate[0].acm_certificate_arn
  message  = "the certificate ${address(certificate(self))} is in ${region(certificate(self))}; CloudFront takes those of us-east-1 only"
}

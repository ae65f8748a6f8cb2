rule "cloudfront-acm-certificate" {
  code     = "EDGE-011"
  clause   = "4"
  severity = "high"
  title    = "CloudFront distributions use certificates of ACM"

  why = <<-EOT
    ACM renews its certificates; one that was uploaded to IAM runs out on a day that nobody
    remembers. The default certificate of CloudFront covers *.cloudfront.net only: with it the UI
    has no address of its own, and CloudFront refuses aliases.
  EOT

  fix = <<-EOT
    Set acm_certificate_arn in viewer_certificate to a certificate of us-east-1 that covers the
    aliases, with ssl_support_method = "sni-only".
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
    "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
  ]

  resource = "aws_cloudfront_distribution"

  check {
    assert = (
      has_acm_certificate(self) ||
      length(self.aliases) == 0 && one(self.viewer_certificate).iam_certificate_id == null
    )
    at = (
      one(self.viewer_certificate).iam_certificate_id == null
      ? self.viewer_certificate[0].cloudfront_default_certificate
      : self.viewer_certificate[0].iam_certificate_id
    )
    message = (
      one(self.viewer_certificate).iam_certificate_id == null
      ? "the distribution has aliases, but no certificate that covers them"
      : "the certificate is one of IAM, which nothing renews"
    )
  }

  check {
    severity = "medium"
    when     = !self.staging
    assert   = has_acm_certificate(self) || !param.edge.require_custom_domain
    at       = self.viewer_certificate[0].cloudfront_default_certificate
    message  = "the distribution has the default certificate of CloudFront, and no domain of its own"
  }

  note {
    when    = self.viewer_certificate[0].ssl_support_method == "vip"
    message = "ssl_support_method = \"vip\" costs 600 USD a month; \"sni-only\" costs nothing"
  }
}

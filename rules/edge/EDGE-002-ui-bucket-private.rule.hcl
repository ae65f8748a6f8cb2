rule "ui-bucket-private" {
  code     = "EDGE-002"
  clause   = "2"
  severity = "critical"
  title    = "Buckets of the UI are readable only through CloudFront"

  why = <<-EOT
    Whoever reads the bucket directly goes around CloudFront: around its cache and its protection
    from floods, around the web ACL, the certificate and the logs. What may be listed or written by
    everybody is worse: a changed script runs in the browser of every user.
  EOT

  fix = <<-EOT
    Block public access to the bucket (an aws_s3_bucket_public_access_block with all four settings
    true), serve it through an origin access control, and let the bucket policy allow nothing but
    s3:GetObject for cloudfront.amazonaws.com under the condition AWS:SourceArn = the distribution.
    A website endpoint cannot be read that way: use the bucket itself as origin.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  ]

  subject = "bucket"
  when    = self.role == "ui"

  check {
    assert  = !bucket_access(self).public_policy
    at      = bucket_access(self).public_policy
    message = "the policy of this bucket of the UI lets in everybody, not only CloudFront"
  }

  check {
    assert  = !bucket_access(self).public_acl
    at      = bucket_access(self).public_acl
    message = "the ACL of this bucket of the UI lets in everybody"
  }

  check {
    when    = bucket_access(self).has_block
    assert  = bucket_access(self).blocked || bucket_access(self).cloudfront
    at      = bucket_access(self).has_block
    message = "public access to this bucket of the UI is not blocked, and no policy keeps it to CloudFront"
  }

  check {
    severity = "medium"
    when     = !bucket_access(self).has_block
    assert   = bucket_access(self).cloudfront
    message  = "nothing keeps this bucket of the UI to CloudFront: neither blocks of public access nor a policy"
  }

  autofix {
    safety  = "suggest"
    snippet = <<-EOT
      resource "aws_s3_bucket_public_access_block" "ui" {
        bucket                  = aws_s3_bucket.ui.id
        block_public_acls       = true
        block_public_policy     = true
        ignore_public_acls      = true
        restrict_public_buckets = true
      }
    EOT
  }
}

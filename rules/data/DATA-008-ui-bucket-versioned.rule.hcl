rule "ui-bucket-versioned" {
  code     = "DATA-008"
  clause   = "2"
  severity = "high"
  title    = "Buckets of the UI keep versions"

  why = <<-EOT
    A release that turns out to be broken is taken back by serving the versions before it. Without
    versioning they are overwritten, and replication to another region is not possible.
  EOT

  fix = <<-EOT
    Add an aws_s3_bucket_versioning for the bucket with status = "Enabled"; of a bucket of
    terraform-aws-modules/s3-bucket, set versioning = { enabled = true } in the call.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  ]

  subject = "bucket"
  when    = self.role == "ui"
  assert  = versioning(self).status == "Enabled"
  at      = versioning(self).status
  message = "versioning of this bucket of the UI is ${lower(versioning(self).status)}"

  autofix {
    when   = versioning(self).resource != null
    set    = versioning(self).resource.versioning_configuration[0].status
    to     = "Enabled"
    safety = "safe"
  }

  # A bucket of before version 4 of the provider has a block of its own.
  autofix {
    when   = versioning(self).resource == null && length(self.resource.versioning) > 0
    set    = self.resource.versioning[0].enabled
    to     = true
    safety = "safe"
  }

  autofix {
    safety  = "suggest"
    snippet = <<-EOT
      resource "aws_s3_bucket_versioning" "ui" {
        bucket = aws_s3_bucket.ui.id

        versioning_configuration {
          status = "Enabled"
        }
      }
    EOT
  }
}

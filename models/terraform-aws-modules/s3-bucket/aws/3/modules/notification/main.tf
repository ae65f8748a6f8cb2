# Whom the bucket tells, and what lets it, decides nothing here.

resource "aws_s3_bucket_notification" "this" {
  count  = var.create ? 1 : 0
  bucket = var.bucket
}

variable "create" { default = true }
variable "bucket" { default = "" }

output "s3_bucket_notification_id" { value = try(aws_s3_bucket_notification.this[0].id, "") }

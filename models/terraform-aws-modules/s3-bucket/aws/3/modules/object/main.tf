resource "aws_s3_object" "this" {
  count            = var.create ? 1 : 0
  bucket           = var.bucket
  key              = var.key
  acl              = var.acl
  source           = var.file_source
  content          = var.content
  content_base64   = var.content_base64
  content_type     = var.content_type
  website_redirect = var.website_redirect
}

output "s3_object_id" { value = try(aws_s3_object.this[0].id, "") }
output "s3_object_etag" { value = try(aws_s3_object.this[0].etag, "") }
output "s3_object_version_id" { value = try(aws_s3_object.this[0].version_id, "") }

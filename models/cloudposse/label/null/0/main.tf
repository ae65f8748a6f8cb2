# What a module is called, and whether it makes anything: most modules of this registry namespace ask
# this one, each giving on the `context` of the one that calls it.

locals {
  # An argument, else that of the context. Attributes and tags of both count.
  given = {
    enabled     = var.enabled == null ? lookup(var.context, "enabled", true) : var.enabled
    namespace   = var.namespace == null ? lookup(var.context, "namespace", null) : var.namespace
    tenant      = var.tenant == null ? lookup(var.context, "tenant", null) : var.tenant
    environment = var.environment == null ? lookup(var.context, "environment", null) : var.environment
    stage       = var.stage == null ? lookup(var.context, "stage", null) : var.stage
    name        = var.name == null ? lookup(var.context, "name", null) : var.name
    delimiter   = var.delimiter == null ? lookup(var.context, "delimiter", null) : var.delimiter
    attributes  = distinct(concat(local.given_attributes, var.attributes == null ? [] : var.attributes))
    tags        = merge(lookup(var.context, "tags", {}), var.tags)

    additional_tag_map  = merge(lookup(var.context, "additional_tag_map", {}), var.additional_tag_map)
    label_order         = var.label_order == null ? lookup(var.context, "label_order", null) : var.label_order
    regex_replace_chars = var.regex_replace_chars == null ? lookup(var.context, "regex_replace_chars", null) : var.regex_replace_chars
    id_length_limit     = var.id_length_limit == null ? lookup(var.context, "id_length_limit", null) : var.id_length_limit
    label_key_case      = var.label_key_case == null ? lookup(var.context, "label_key_case", null) : var.label_key_case
    label_value_case    = var.label_value_case == null ? lookup(var.context, "label_value_case", null) : var.label_value_case
    descriptor_formats  = merge(lookup(var.context, "descriptor_formats", {}), var.descriptor_formats)
    labels_as_tags      = lookup(var.context, "labels_as_tags", ["unset"])
  }
  given_attributes = coalesce(lookup(var.context, "attributes", []), [])

  delimiter = local.given.delimiter == null ? "-" : local.given.delimiter
  remove    = local.given.regex_replace_chars == null ? "/[^-a-zA-Z0-9]/" : local.given.regex_replace_chars
  case      = local.given.label_value_case == null ? "lower" : local.given.label_value_case
  order     = coalescelist(local.given.label_order == null ? [] : local.given.label_order, ["namespace", "environment", "stage", "name", "attributes"])

  plain = {
    for label in ["namespace", "tenant", "environment", "stage", "name"] :
    label => local.given[label] == null ? "" : replace(local.given[label], local.remove, "")
  }
  labels = {
    for label, text in merge(local.plain, { attributes = join(local.delimiter, local.given.attributes) }) :
    label => local.case == "lower" ? lower(text) : local.case == "upper" ? upper(text) : local.case == "title" ? title(lower(text)) : text
  }
  # Beyond id_length_limit an id ends in a hash, which nothing here depends on.
  id = join(local.delimiter, [for label in local.order : local.labels[label] if local.labels[label] != ""])

  tags = merge(
    { for label in ["namespace", "tenant", "environment", "stage", "attributes"] : title(label) => local.labels[label] if local.labels[label] != "" },
    local.id == "" ? {} : { Name = local.id },
    local.given.tags,
  )
}

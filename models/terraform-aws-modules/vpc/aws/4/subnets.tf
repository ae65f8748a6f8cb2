# Subnets by tier, and the route tables that decide what each tier reaches. Zones may be given by id
# too; they are told apart as well by what stands here.

# Public: to the internet gateway, if there is one.

resource "aws_subnet" "public" {
  count                           = !var.one_nat_gateway_per_az || local.public >= length(var.azs) ? local.public : 0
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.public_subnet_ipv6_native ? null : element(concat(var.public_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.public_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.public_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.public_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.public_subnet_ipv6_native ? true : coalesce(var.public_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  map_public_ip_on_launch         = var.map_public_ip_on_launch
  tags                            = merge(var.tags, var.public_subnet_tags)
}

locals {
  public_tables = var.create_multiple_public_route_tables ? local.public : min(local.public, 1)
}

resource "aws_route_table" "public" {
  count  = local.public_tables
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

resource "aws_route_table_association" "public" {
  count          = local.public
  region         = var.region
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = element(aws_route_table.public[*].id, var.create_multiple_public_route_tables ? count.index : 0)
}

resource "aws_route" "public_internet_gateway" {
  count                  = var.create_igw ? local.public_tables : 0
  region                 = var.region
  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "public_internet_gateway_ipv6" {
  count                       = var.create_igw && var.enable_ipv6 ? local.public_tables : 0
  region                      = var.region
  route_table_id              = aws_route_table.public[count.index].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

# Private: as many tables as NAT gateways, though there may be none of these.

resource "aws_subnet" "private" {
  count                           = local.private
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.private_subnet_ipv6_native ? null : element(concat(var.private_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.private_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.private_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.private_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.private_subnet_ipv6_native ? true : coalesce(var.private_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  tags                            = merge(var.tags, var.private_subnet_tags)
}

resource "aws_route_table" "private" {
  count  = local.private_tables
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

resource "aws_route_table_association" "private" {
  count          = local.private
  region         = var.region
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route" "private_nat_gateway" {
  count                  = var.create_vpc && var.enable_nat_gateway && var.create_private_nat_gateway_route ? local.private_tables : 0
  region                 = var.region
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.nat_gateway_destination_cidr_block
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_dns64_nat_gateway" {
  count                       = var.create_vpc && var.enable_nat_gateway && var.enable_ipv6 && var.private_subnet_enable_dns64 ? local.private_tables : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "private_ipv6_egress" {
  count                       = var.create_egress_only_igw && var.enable_ipv6 && local.private > 0 ? local.nats : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

# Database: tables of its own on request, which may lead to the internet; else the private ones.

resource "aws_subnet" "database" {
  count                           = local.database
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.database_subnet_ipv6_native ? null : element(concat(var.database_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.database_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.database_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.database_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.database_subnet_ipv6_native ? true : coalesce(var.database_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  tags                            = merge(var.tags, var.database_subnet_tags)
}

locals {
  database_one_table = var.single_nat_gateway || var.create_database_internet_gateway_route
  database_tables    = !var.create_database_subnet_route_table ? 0 : local.database_one_table ? min(local.database, 1) : local.database
  database_to_igw    = var.create_igw && var.create_database_internet_gateway_route && !var.create_database_nat_gateway_route
  database_to_nat    = var.enable_nat_gateway && var.create_database_nat_gateway_route && !var.create_database_internet_gateway_route
}

resource "aws_route_table" "database" {
  count  = local.database_tables
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

# Without any table the module refuses to plan; its subnets then stand for themselves.
resource "aws_route_table_association" "database" {
  count     = local.database_tables + local.private_tables > 0 ? local.database : 0
  region    = var.region
  subnet_id = aws_subnet.database[count.index].id
  route_table_id = element(
    coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id),
    var.create_database_subnet_route_table && local.database_one_table ? 0 : count.index
  )
}

resource "aws_route" "database_internet_gateway" {
  count                  = local.database_to_igw ? min(local.database_tables, 1) : 0
  region                 = var.region
  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "database_nat_gateway" {
  count                  = local.database_to_nat ? local.database_tables : 0
  region                 = var.region
  route_table_id         = element(aws_route_table.database[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "database_dns64_nat_gateway" {
  count                       = local.database_to_nat && var.enable_ipv6 && var.private_subnet_enable_dns64 ? local.database_tables : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.database[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_route" "database_ipv6_egress" {
  count                       = var.create_egress_only_igw && var.enable_ipv6 && var.create_database_internet_gateway_route ? min(local.database_tables, 1) : 0
  region                      = var.region
  route_table_id              = aws_route_table.database[0].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id
}

resource "aws_db_subnet_group" "database" {
  count      = local.database > 0 && var.create_database_subnet_group ? 1 : 0
  region     = var.region
  name       = try(lower(coalesce(var.database_subnet_group_name, var.name)), null)
  subnet_ids = aws_subnet.database[*].id
}

# Caches: a table of their own on request, without routes; else the private ones.

resource "aws_subnet" "elasticache" {
  count                           = local.elasticache
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.elasticache_subnet_ipv6_native ? null : element(concat(var.elasticache_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.elasticache_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.elasticache_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.elasticache_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.elasticache_subnet_ipv6_native ? true : coalesce(var.elasticache_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  tags                            = merge(var.tags, var.elasticache_subnet_tags)
}

resource "aws_route_table" "elasticache" {
  count  = var.create_elasticache_subnet_route_table ? min(local.elasticache, 1) : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

resource "aws_route_table_association" "elasticache" {
  count     = length(aws_route_table.elasticache) + local.private_tables > 0 ? local.elasticache : 0
  region    = var.region
  subnet_id = aws_subnet.elasticache[count.index].id
  route_table_id = element(
    coalescelist(aws_route_table.elasticache[*].id, aws_route_table.private[*].id),
    var.single_nat_gateway || var.create_elasticache_subnet_route_table ? 0 : count.index
  )
}

resource "aws_elasticache_subnet_group" "elasticache" {
  count      = local.elasticache > 0 && var.create_elasticache_subnet_group ? 1 : 0
  region     = var.region
  name       = try(coalesce(var.elasticache_subnet_group_name, var.name), null)
  subnet_ids = aws_subnet.elasticache[*].id
}

# Redshift: a table of its own on request, without routes; else the private or the public ones.

resource "aws_subnet" "redshift" {
  count                           = local.redshift
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.redshift_subnet_ipv6_native ? null : element(concat(var.redshift_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.redshift_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.redshift_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.redshift_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.redshift_subnet_ipv6_native ? true : coalesce(var.redshift_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  tags                            = merge(var.tags, var.redshift_subnet_tags)
}

resource "aws_route_table" "redshift" {
  count  = var.create_redshift_subnet_route_table ? min(local.redshift, 1) : 0
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

resource "aws_route_table_association" "redshift" {
  count     = var.enable_public_redshift ? 0 : local.redshift
  region    = var.region
  subnet_id = aws_subnet.redshift[count.index].id
  route_table_id = element(
    coalescelist(aws_route_table.redshift[*].id, aws_route_table.private[*].id),
    var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index
  )
}

resource "aws_route_table_association" "redshift_public" {
  count     = var.enable_public_redshift ? local.redshift : 0
  region    = var.region
  subnet_id = aws_subnet.redshift[count.index].id
  route_table_id = element(
    coalescelist(aws_route_table.redshift[*].id, aws_route_table.public[*].id),
    var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index
  )
}

resource "aws_redshift_subnet_group" "redshift" {
  count      = local.redshift > 0 && var.create_redshift_subnet_group ? 1 : 0
  region     = var.region
  name       = try(lower(coalesce(var.redshift_subnet_group_name, var.name)), null)
  subnet_ids = aws_subnet.redshift[*].id
}

# Intra: isolated, its tables have no routes.

resource "aws_subnet" "intra" {
  count                           = local.intra
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.intra_subnet_ipv6_native ? null : element(concat(var.intra_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.intra_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.intra_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.intra_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.intra_subnet_ipv6_native ? true : coalesce(var.intra_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = element(var.azs, count.index)
  tags                            = merge(var.tags, var.intra_subnet_tags)
}

resource "aws_route_table" "intra" {
  count  = var.create_multiple_intra_route_tables ? local.intra : min(local.intra, 1)
  region = var.region
  vpc_id = local.vpc_id
  tags   = var.tags
}

resource "aws_route_table_association" "intra" {
  count          = local.intra
  region         = var.region
  subnet_id      = aws_subnet.intra[count.index].id
  route_table_id = element(aws_route_table.intra[*].id, var.create_multiple_intra_route_tables ? count.index : 0)
}

# Outpost: in one zone, behind the private tables.

resource "aws_subnet" "outpost" {
  count                           = local.outpost
  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.outpost_subnet_ipv6_native ? null : element(concat(var.outpost_subnets, [""]), count.index)
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.outpost_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.outpost_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = var.enable_ipv6 && var.outpost_subnet_ipv6_native
  assign_ipv6_address_on_creation = var.enable_ipv6 && var.outpost_subnet_ipv6_native ? true : coalesce(var.outpost_subnet_assign_ipv6_address_on_creation, var.assign_ipv6_address_on_creation)
  availability_zone               = var.outpost_az
  outpost_arn                     = var.outpost_arn
  tags                            = merge(var.tags, var.outpost_subnet_tags)
}

resource "aws_route_table_association" "outpost" {
  count          = local.outpost
  region         = var.region
  subnet_id      = aws_subnet.outpost[count.index].id
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

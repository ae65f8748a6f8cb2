# A web ACL is not attached by the module before version 8.

module fourport.test/net-smtp

go 1.25

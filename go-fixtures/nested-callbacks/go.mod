module cgoprofrepro

go 1.20

import click
group = click.Group("ledger")

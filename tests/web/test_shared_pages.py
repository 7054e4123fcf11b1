def test_the_account_page_leads_to_what_one_may_use(client, people):
    client.force_login(people.lead)
    text = client.get("/mitt-konto/").content.decode()
    assert "/organisationer/min-behorighet/" in text
    assert "/organisationer/spar/" not in text
    client.force_login(people.administrator)
    assert "/organisationer/spar/" in client.get("/mitt-konto/").content.decode()

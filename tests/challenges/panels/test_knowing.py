"""Fields of a juror in the words of a project."""

from challenges.panels.knowing import knowledge, knowledge_of


def test_fields_are_found_whole():
    assert knowledge("machine learning\nlogistique", "La LOGISTIQUE du port, with machine   learning") == 1.0
    assert knowledge("machine learning", "a machine") == 0.0
    assert knowledge("Météo, vagues", "les vagues") == 0.5
    assert knowledge("", "anything") == 0.0


def test_knowledge_of_many_tells_only_what_there_is():
    found = knowledge_of({"1": "vagues", "2": "droit"}, {"K7M2": "les vagues", "B4XQ": "le vent"})
    assert found == {("1", "K7M2"): 0.5}
